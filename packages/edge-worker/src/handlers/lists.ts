import { allow, type Call } from '../context.ts';
import { checkQuery } from '../http/check-query.ts';
import { PAGE_QUERY, readPage, toCursor } from '../http/read-page.ts';
import { answer } from './read-body.ts';
import { readEnv } from './read-env.ts';

/**
 * `GET /v1/sites/:site/versions?env=&limit=&cursor=`: what was published, the newest first. Needs
 * `read`. `next` is the `cursor` of the page after this one, `null` at the end; so in every list.
 */
export async function getVersions(call: Call): Promise<Response> {
  const env = readEnv(call, PAGE_QUERY);
  const page = readPage(checkQuery(call.request, ['env', ...PAGE_QUERY]));
  await allow(call, 'read');
  const { rows, next } = await call.objects.call(call.site, 'rules', 'versions', env, page);
  return answer({ versions: rows, next: toCursor(next) });
}

/** `GET /v1/sites/:site/proposals?limit=&cursor=`: what waits or waited. Needs `read`. */
export async function getProposals(call: Call): Promise<Response> {
  const page = readPage(checkQuery(call.request, PAGE_QUERY));
  await allow(call, 'read');
  const { rows, next } = await call.objects.call(call.site, 'publishing', 'proposals', page);
  return answer({ proposals: rows, next: toCursor(next) });
}

/** `GET /v1/sites/:site/tokens?limit=&cursor=`: every token there was, without secrets. Needs `admin`. */
export async function getTokens(call: Call): Promise<Response> {
  const page = readPage(checkQuery(call.request, PAGE_QUERY));
  await allow(call, 'admin');
  const { rows, next } = await call.objects.call(call.site, 'tokens', 'list', page);
  return answer({ tokens: rows, next: toCursor(next) });
}

/**
 * `GET /v1/sites/:site/audit?limit=&cursor=`: who changed what, the oldest first. Needs `admin`.
 *
 * @returns `{entries, broken, next}`: `broken` is the number of the first entry of all that does
 *   not follow from the one before, `null` when the chain holds.
 */
export async function getAudit(call: Call): Promise<Response> {
  const page = readPage(checkQuery(call.request, PAGE_QUERY));
  await allow(call, 'admin');
  const { rows, next, broken } = await call.objects.call(call.site, 'life', 'audit', page);
  return answer({ entries: rows, broken, next: toCursor(next) });
}
