import * as v from 'valibot';
import { unknownSite } from '../auth/authorize.ts';
import { allow, type Call, findSite } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { readText } from '../http/read-text.ts';
import { nextReview } from '../rules/next-review.ts';
import type { Approved, Submission } from '../site/publish-service.ts';
import { compileSource, MOST_RULE_BYTES } from './compile-source.ts';
import { otherDraft, readRevision } from './drafts.ts';
import { answer, readBody } from './read-body.ts';
import { readEnv } from './read-env.ts';
import { noVersion } from './versions.ts';

/**
 * `PUT /v1/sites/:site/rules?env=&percent=`: compiles a rule file and publishes it, to all or to a
 * part of the browsers. Needs `publish`.
 *
 * @returns 200 with the version; the same one when this file is what is published. 202 with the
 *   number of a proposal where a second person must approve.
 * @throws {@link HttpError} 422 `bad-rules` with path and reason, while what was published stays; 409
 *   `conflict` while a roll-out is running, and for a part when nothing is out.
 */
export async function putRules(call: Call): Promise<Response> {
  const env = readEnv(call, ['percent']);
  const { id: author } = await allow(call, 'publish');
  const percent = readPercent(call);
  await findSite(call);
  const source = await readText(call.request, MOST_RULE_BYTES);
  return submit(call, { env, source, author, percent });
}

/**
 * `POST /v1/sites/:site/publish?env=&percent=` with `If-Match`: publishes the draft of that revision,
 * likewise.
 *
 * @throws {@link HttpError} 404 `not-found` without a draft; 409 `conflict` with the other one.
 */
export async function postPublish(call: Call): Promise<Response> {
  const env = readEnv(call, ['percent']);
  const { id: author } = await allow(call, 'publish');
  const percent = readPercent(call);
  const rev = readRevision(call.request);
  const draft = await call.objects.call(call.site, 'rules', 'draft', env);
  if (!draft) throw new HttpError(404, 'not-found', 'There is no draft.');
  if (draft.rev !== rev) throw otherDraft(draft, null);
  return submit(call, { env, source: draft.source, author, percent });
}

/** `GET /v1/sites/:site/proposals/:n`: one proposal with its rule file. Needs `read`. */
export async function getProposal(call: Call): Promise<Response> {
  readEnv(call);
  await allow(call, 'read');
  return answer(await findProposal(call));
}

/**
 * `POST /v1/sites/:site/proposals/:n/approve`: publishes it. Needs `publish`, and another person
 * than the one who proposed it: tokens of one label are one person's.
 *
 * @throws {@link HttpError} 403 `forbidden` for the same person; 404 `not-found`; 409 `conflict`.
 */
export async function postApproval(call: Call): Promise<Response> {
  readEnv(call);
  const { id } = await allow(call, 'publish');
  const { n, source } = await findProposal(call);
  const compiled = { program: compileSource(call, source), review: nextReview(source) };
  const done = await call.objects.call(call.site, 'publishing', 'approve', n, compiled, id);
  call.objects.cache.forget(call.site);
  return answer(toBody(done, compiled.program.segments.length));
}

/** `DELETE /v1/sites/:site/proposals/:n`: nobody can approve it any more. Needs `publish`. */
export async function deleteProposal(call: Call): Promise<Response> {
  readEnv(call);
  const { id } = await allow(call, 'publish');
  const { n } = await findProposal(call);
  if (!(await call.objects.call(call.site, 'publishing', 'reject', n, id))) throw noProposal();
  return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } });
}

/** Body of the route below. */
export const RollBack = v.strictObject({ to: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/**
 * `POST /v1/sites/:site/rollback?env=` with `{"to": seq}`: those rules, as a new version for
 * everybody. Ends a roll-out, and waits for nobody.
 */
export async function postRollBack(call: Call): Promise<Response> {
  const env = readEnv(call);
  const { id } = await allow(call, 'publish');
  const { to } = await readBody(call.request, RollBack);
  const version = await call.objects.call(call.site, 'publishing', 'rollBack', env, to, id);
  if (!version) throw noVersion();
  call.objects.cache.forget(call.site);
  return answer(version);
}

async function submit(
  call: Call,
  what: Pick<Submission, 'env' | 'source' | 'author' | 'percent'>,
): Promise<Response> {
  const program = compileSource(call, what.source);
  const review = nextReview(what.source);
  const submission = { ...what, program, review, note: '' };
  const done = await call.objects.call(call.site, 'publishing', 'submit', submission);
  call.objects.cache.forget(call.site);
  const body = toBody(done, program.segments.length);
  return answer(body, 'proposal' in body ? 202 : 200);
}

function toBody(done: Approved | null, segments: number): object {
  if (!done) throw unknownSite();
  if ('version' in done) return { ...done.version, segments };
  if ('proposal' in done) return done;
  switch (done.refused) {
    case 'rollout-running':
      throw new HttpError(409, 'conflict', 'A roll-out is running: complete it or take it back.');
    case 'nothing-out':
      throw new HttpError(409, 'conflict', 'Nothing is out yet: publish to everybody first.');
    case 'same-person':
      throw new HttpError(403, 'forbidden', 'Somebody else has to approve this.');
    case 'no-proposal':
      throw noProposal();
  }
}

async function findProposal({ objects, site, params }: Call) {
  const n = /^[1-9]\d{0,8}$/.test(params.n ?? '') ? Number(params.n) : 0;
  const proposal = await objects.call(site, 'publishing', 'proposal', n);
  if (!proposal) throw noProposal();
  return proposal;
}

function noProposal(): HttpError {
  return new HttpError(404, 'not-found', 'There is no such proposal.');
}

/** @throws {@link HttpError} 400 `bad-query`. */
function readPercent({ request }: Call): number {
  const text = new URL(request.url).searchParams.get('percent') ?? '100';
  const percent = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (percent >= 1 && percent <= 100) return percent;
  throw new HttpError(400, 'bad-query', 'percent is a whole number from 1 to 100.');
}
