import { addDays, STOCK_DAYS } from '@inkling/measure';
import { allow, type Call, findSite } from '../context.ts';
import { checkQuery } from '../http/check-query.ts';
import { HttpError } from '../http/http-error.ts';
import { compareShadow } from '../metrics/compare-shadow.ts';
import { nextReview } from '../rules/next-review.ts';
import { compileSource } from './compile-source.ts';
import { otherDraft, readRevision } from './drafts.ts';
import { readRows } from './get-metrics.ts';
import { answer } from './read-body.ts';
import { readEnv } from './read-env.ts';
import { readRange } from './read-range.ts';

/**
 * `PUT /v1/sites/:site/shadow?env=` with `If-Match`: ships the draft of that revision beside what is out.
 * Browsers evaluate it on their real histories, in silence, and report under its definitions. Needs `publish`.
 *
 * @throws {@link HttpError} 404 `not-found` without a draft; 409 `conflict` with the other one, and
 *   when nothing is out.
 */
export async function putShadow(call: Call): Promise<Response> {
  const env = readEnv(call);
  const { id: author } = await allow(call, 'publish');
  const rev = readRevision(call.request);
  const draft = await call.objects.call(call.site, 'rules', 'draft', env);
  if (!draft) throw new HttpError(404, 'not-found', 'There is no draft.');
  if (draft.rev !== rev) throw otherDraft(draft, null);
  const { source } = draft;
  const program = compileSource(call, source);
  const what = { program, source, author, note: '', review: nextReview(source) };
  const version = await call.objects.call(call.site, 'publishing', 'startShadow', env, what);
  if (!version) throw new HttpError(409, 'conflict', 'Nothing is out yet to hold it against.');
  call.objects.cache.forget(call.site);
  return answer(version);
}

/** `DELETE /v1/sites/:site/shadow?env=`: nobody evaluates it any more. Needs `publish`. */
export async function deleteShadow(call: Call): Promise<Response> {
  const env = readEnv(call);
  const { id } = await allow(call, 'publish');
  const version = await call.objects.call(call.site, 'publishing', 'endShadow', env, id);
  if (!version) throw noShadow();
  call.objects.cache.forget(call.site);
  return answer(version);
}

/**
 * `GET /v1/sites/:site/shadow?from=&to=&env=`: by segment, size now and then, who would enter and leave,
 * and the overlap with what is out. Needs `read`. Only published numbers are used; where they are too
 * small to be published, there is nothing here either.
 *
 * @throws {@link HttpError} 404 `not-found` without a shadow.
 */
export async function getShadow(call: Call): Promise<Response> {
  const query = checkQuery(call.request, ['from', 'to', 'env']);
  const env = readEnv(call, ['from', 'to']);
  await allow(call, 'read');
  const { from, to } = readRange(query);
  const info = await findSite(call);
  const shadow = await call.objects.call(call.site, 'publishing', 'shadow', env);
  if (!shadow) throw noShadow();
  const [first] = [addDays(to, 1 - STOCK_DAYS), from].sort();
  const rows = await readRows(call, info, { from: first!, to });
  const own = rows.filter(({ metric, day }) => metric !== 'pair' || day >= from);
  const { seq, issued, author } = shadow;
  const segments = compareShadow(shadow, own, to);
  return answer({ site: info.site, seq, issued, author, from, to, k: info.k, segments });
}

function noShadow(): HttpError {
  return new HttpError(404, 'not-found', 'There is no shadow.');
}
