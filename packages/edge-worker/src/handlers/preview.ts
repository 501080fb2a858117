import * as v from 'valibot';
import { unknownSite } from '../auth/authorize.ts';
import { allow, type Call, findSite } from '../context.ts';
import { checkQuery } from '../http/check-query.ts';
import { HttpError } from '../http/http-error.ts';
import { compileSource } from './compile-source.ts';
import { readRevision } from './drafts.ts';
import { answer, readBody } from './read-body.ts';
import { readEnv } from './read-env.ts';

/** Body of the route below. */
export const Preview = v.strictObject({
  /** How long its link works; a day at most. */
  minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1440)),
});

/**
 * `POST /v1/sites/:site/previews?env=` with `If-Match` and `{"minutes"}`: a link to the draft of that
 * revision. Needs `write`.
 *
 * @returns 201 `{"id", "expires", "fragment"}`: a page of the site whose address ends in the fragment
 *   evaluates the draft in that one tab. A fragment is sent to no server.
 * @throws {@link HttpError} 404 `not-found` without a draft; 409 `conflict` with the other one.
 */
export async function postPreview(call: Call): Promise<Response> {
  const env = readEnv(call);
  const { id: author } = await allow(call, 'write');
  const rev = readRevision(call.request);
  const { minutes } = await readBody(call.request, Preview);
  const draft = await call.objects.call(call.site, 'rules', 'draft', env);
  if (!draft) throw new HttpError(404, 'not-found', 'There is no draft.');
  if (draft.rev !== rev) throw new HttpError(409, 'conflict', 'Somebody else has saved a draft.');
  const program = compileSource(call, draft.source);
  const wanted = { env, program, rev, minutes, author };
  const made = await call.objects.callOnce(call.site, 'previews', 'add', wanted);
  if (!made) throw unknownSite();
  return answer({ ...made, fragment: `#inkling-preview=${made.id}` }, 201);
}

/**
 * `GET /v1/sites/:site/previews/:name`: the signed draft behind a link, as `ID.json`. No cache keeps it.
 *
 * @throws {@link HttpError} 404 `not-found` when its time is over, or there never was one.
 */
export async function getPreview(call: Call): Promise<Response> {
  checkQuery(call.request);
  await findSite(call);
  const id = /^([\w-]{22})\.json$/.exec(call.params.name ?? '')?.[1];
  const envelope = id && (await call.objects.call(call.site, 'previews', 'get', id));
  if (!envelope) throw new HttpError(404, 'not-found', 'There is no such preview any more.');
  const headers = { 'Cache-Control': 'no-store', 'Content-Type': 'application/json' };
  return new Response(envelope, { headers });
}
