import { type Call, findSite } from '../context.ts';
import { checkQuery } from '../http/check-query.ts';
import { hasEtag } from '../http/has-etag.ts';
import { HttpError } from '../http/http-error.ts';
import type { EnvName } from '../site/setup.ts';
import type { ServedRules, SiteInfo } from '../site/site-info.ts';

/**
 * `GET /v1/sites/:site/rules.json`, and `…/env/:env/rules.json` for an environment by name: the
 * bundle that the browser evaluates for itself.
 *
 * Reads no cookie and no address, so one cached answer serves every visitor.
 *
 * @returns 200 with the bundle, or 304 when the browser holds this version.
 * @throws {@link HttpError} 400 `bad-query`; 404 `unknown-site`, `no-rules`; 410 `gone`.
 */
export async function getRules(call: Call): Promise<Response> {
  const rules = await findRules(call);
  return serve(call.request, bytesOf(rules), rules.hash);
}

/** `GET /v1/sites/:site/bundle.json`, likewise: the same bytes in their signed envelope. */
export async function getBundle(call: Call): Promise<Response> {
  const { envelope, hash } = await findRules(call);
  return serve(call.request, envelope, hash);
}

/**
 * `GET /v1/sites/:site/keys.json`: the signed list of keys that may sign for the site.
 *
 * @throws {@link HttpError} 404 `not-found` until the root key has signed one.
 */
export async function getKeys(call: Call): Promise<Response> {
  checkQuery(call.request);
  const { keys } = await findSite(call);
  if (!keys) throw new HttpError(404, 'not-found', 'The root key has signed no list of keys yet.');
  return serve(call.request, keys, null);
}

/** `GET /v1/sites/:site/kill.json`, or of an environment by name, likewise: the signed word that tells open tabs to stop or to go on. */
export async function getKill(call: Call): Promise<Response> {
  checkQuery(call.request);
  const { kills, env } = await findSite(call);
  const kill = kills[(call.params.env ?? env) as EnvName];
  return serve(call.request, kill ?? '{"v":1,"kind":"kill","kill":false,"seq":0}', null);
}

/**
 * `GET /v1/sites/:site/population.json`: the signed word on which segments are large enough to be
 * named outside the page.
 *
 * @throws {@link HttpError} 404 `no-rules` before anything is published.
 */
export async function getPopulation(call: Call): Promise<Response> {
  checkQuery(call.request);
  await findSite(call);
  const text = await call.objects.call(call.site, 'words', 'population');
  if (!text) throw new HttpError(404, 'no-rules', 'No rules are published here yet.');
  const response = serve(call.request, text, null);
  response.headers.set('Cache-Control', 'public, max-age=3600');
  return response;
}

/**
 * `GET /v1/sites/:site/blobs/:name`: signed rules that a bundle names by their hash, as
 * `HASH.json`. They never change.
 *
 * @throws {@link HttpError} 404 `not-found`.
 */
export async function getBlob(call: Call): Promise<Response> {
  checkQuery(call.request);
  const hash = /^([\w-]{43})\.json$/.exec(call.params.name ?? '')?.[1];
  const { site, tenant } = await findSite(call);
  const envelope = hash && (await call.objects.blobs.get({ site, tenant, hash }, call.later));
  if (!envelope) throw new HttpError(404, 'not-found', 'There are no such rules.');
  const response = serve(call.request, envelope, hash);
  response.headers.set('Cache-Control', 'public, max-age=31536000, immutable');
  return response;
}

/** The answer to `rules.json` from what an isolate holds; `null` when it must be asked for. */
export function serveHeld(request: Request, info: SiteInfo | undefined): Response | null {
  const rules = info?.rules[info.env];
  return rules ? serve(request, bytesOf(rules), rules.hash) : null;
}

async function findRules(call: Call): Promise<ServedRules> {
  checkQuery(call.request);
  const info = await findSite(call);
  const env = (call.params.env ?? info.env) as EnvName;
  const rules = Object.hasOwn(info.rules, env) ? info.rules[env] : undefined;
  if (!rules) throw new HttpError(404, 'no-rules', 'No rules are published here yet.');
  return rules;
}

const encoder = new TextEncoder();
/** Bytes of what is served again and again, as long as it is held. */
const encoded = new WeakMap<ServedRules, Uint8Array>();

function bytesOf(rules: ServedRules): Uint8Array {
  let bytes = encoded.get(rules);
  if (!bytes) {
    bytes = encoder.encode(rules.json);
    encoded.set(rules, bytes);
  }
  return bytes;
}

/** @param hash - Names the version; `null` for what is small enough to send every time. */
function serve(request: Request, body: string | Uint8Array, hash: string | null): Response {
  const headers: Record<string, string> = {
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': 'public, max-age=30',
  };
  if (hash !== null) {
    headers.ETag = `"${hash}"`;
    if (hasEtag(request, headers.ETag)) return new Response(null, { status: 304, headers });
  }
  headers['Content-Type'] = 'application/json';
  headers['Cross-Origin-Resource-Policy'] = 'cross-origin';
  headers['X-Content-Type-Options'] = 'nosniff';
  return new Response(body, { headers });
}
