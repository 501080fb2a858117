import { allow, type Call } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { readText } from '../http/read-text.ts';
import type { Draft } from '../site/versions.ts';
import { compileSource, MOST_RULE_BYTES } from './compile-source.ts';
import { answer } from './read-body.ts';
import { readEnv } from './read-env.ts';

/** `GET /v1/sites/:site/draft?env=`: the draft, its revision as `ETag`. Needs `read`. */
export async function getDraft(call: Call): Promise<Response> {
  const env = readEnv(call);
  await allow(call, 'read');
  const draft = await call.objects.call(call.site, 'rules', 'draft', env);
  if (!draft) throw new HttpError(404, 'not-found', 'There is no draft.');
  return answer(draft, 200, { ETag: `"${draft.rev}"` });
}

/**
 * `PUT /v1/sites/:site/draft?env=` with `If-Match: "rev"` (`"0"` for a first one): saves a draft
 * that compiles. Needs `write`.
 *
 * @throws {@link HttpError} 409 `conflict` with both sides, when somebody else has saved; 422
 *   `bad-rules`; 428 `precondition-required`.
 */
export async function putDraft(call: Call): Promise<Response> {
  const env = readEnv(call);
  const { id: author } = await allow(call, 'write');
  const rev = readRevision(call.request);
  const source = await readText(call.request, MOST_RULE_BYTES);
  compileSource(call, source);
  const draft = { rev, source, author };
  const outcome = await call.objects.call(call.site, 'rules', 'saveDraft', env, draft);
  if ('other' in outcome) throw otherDraft(outcome.other, source);
  return answer({ rev: outcome.saved }, 200, { ETag: `"${outcome.saved}"` });
}

/**
 * The revision in `If-Match`.
 *
 * @throws {@link HttpError} 428 `precondition-required`.
 */
export function readRevision(request: Request): number {
  const rev = /^"(\d{1,9})"$/.exec(request.headers.get('If-Match') ?? '')?.[1];
  if (rev === undefined) {
    throw new HttpError(428, 'precondition-required', "Send If-Match with the draft's revision.");
  }
  return Number(rev);
}

/** The error for a draft that is not the one that was meant. */
export function otherDraft(theirs: Draft | null, yours: string | null): HttpError {
  return new HttpError(409, 'conflict', 'Somebody else has saved a draft.', {
    more: { theirs, ...(yours === null ? {} : { yours }) },
  });
}
