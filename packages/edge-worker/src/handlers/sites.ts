import { ID, SITE_ID } from '@inkling/report';
import * as v from 'valibot';
import { authorizeBootstrap, unknownSite } from '../auth/authorize.ts';
import { SCOPES } from '../auth/token.ts';
import { allow, type Call } from '../context.ts';
import { checkQuery } from '../http/check-query.ts';
import { HttpError } from '../http/http-error.ts';
import { parseJson, readText } from '../http/read-text.ts';
import { fromBase64Url } from '../signing/keys.ts';
import { answerOnce } from './answer-once.ts';
import { answer, readBody } from './read-body.ts';

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

/** Body of the route below. */
export const Site = v.strictObject({
  site: v.pipe(v.string(), v.regex(SITE_ID)),
  env: v.optional(v.picklist(['live', 'staging', 'development']), 'live'),
  /** Reports expected on a first day. */
  expect: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e10)), 100_000),
  /** Origins whose pages may send reports; any, when empty. */
  origins: v.optional(v.pipe(v.array(v.pipe(v.string(), v.check(isOrigin))), v.maxLength(50)), []),
  /** ε of the noise in each published number; none, when null. */
  noise: v.optional(v.nullable(v.pipe(v.number(), v.minValue(0.01), v.maxValue(10))), null),
  /** What browsers report: for good, since visitors are told. */
  reports: v.optional(
    v.variant('mode', [
      v.strictObject({ mode: v.picklist(['off', 'exact']) }),
      v.strictObject({
        mode: v.literal('randomised'),
        epsilon: v.pipe(v.number(), v.minValue(0.1), v.maxValue(10)),
      }),
    ]),
    { mode: 'exact' },
  ),
  /** Public half of a root key that is kept elsewhere. */
  root: v.optional(
    v.nullable(
      v.pipe(
        v.string(),
        v.check((text) => fromBase64Url(text)?.byteLength === 32),
      ),
    ),
    null,
  ),
});

/**
 * `POST /v1/sites` with `{"site", "env"?, "expect"?, "origins"?, "noise"?, "reports"?,
 * "root"?}`: creates a site.
 * Needs the bootstrap token.
 *
 * @returns 201 `{"site", "env", "token", "root"}`; the token has every scope and is never shown
 *   again, the root is the public key that goes into the page's snippet.
 * @throws {@link HttpError} 400 `bad-body`; 401; 409 `conflict` when the site exists.
 */
async function postSite(call: Call): Promise<Response> {
  checkQuery(call.request);
  await authorizeBootstrap(call.request, call.env.INKLING_BOOTSTRAP_TOKEN);
  const { site, ...options } = await readBody(call.request, Site);
  // Asked once only: a second try would find what the first one made.
  const made = await call.objects.callOnce(site, 'life', 'create', site, options);
  if (!made) throw new HttpError(409, 'conflict', 'This site exists already.');
  call.objects.cache.forget(site);
  return answer({ site, env: options.env, ...made }, 201, { Location: `/v1/sites/${site}` });
}

/** The route above, once for an `Idempotency-Key`, which the new site's own object keeps. */
export async function createOnce(call: Call): Promise<Response> {
  if (!call.request.headers.has('Idempotency-Key')) return postSite(call);
  const text = await readText(call.request, 4096);
  const request = new Request(call.request, { body: text });
  const { site } = (parseJson(text) ?? {}) as { site?: unknown };
  const named = typeof site === 'string' && SITE_ID.test(site) ? site : null;
  const route = { needs: 'bootstrap', handler: postSite } as const;
  return named === null
    ? postSite({ ...call, request })
    : answerOnce({ ...call, request, site: named }, route);
}

/** `DELETE /v1/sites/:site`: everything of it, at once. Needs `admin`. */
export async function deleteSite(call: Call): Promise<Response> {
  checkQuery(call.request);
  await allow(call, 'admin');
  await call.objects.call(call.site, 'life', 'remove');
  call.objects.cache.forget(call.site);
  return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } });
}

/** Body of the route below. */
export const Token = v.strictObject({
  label: v.optional(v.pipe(v.string(), v.regex(ID)), 'token'),
  scopes: v.optional(v.pipe(v.array(v.picklist(SCOPES)), v.minLength(1), v.maxLength(4)), [
    'admin',
  ]),
  /** Days until it expires. */
  days: v.optional(
    v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650))),
    null,
  ),
});

/**
 * `POST /v1/sites/:site/tokens` with `{"label"?, "scopes"?, "days"?}`: makes a token. Needs
 * `admin`, or the bootstrap token, for an operator who has lost the last one.
 *
 * @returns 201 `{"id", "token"}`; the token is never shown again.
 * @throws {@link HttpError} 409 `conflict` when two live tokens bear the label.
 */
export async function postToken(call: Call): Promise<Response> {
  checkQuery(call.request);
  const bootstrap = await isBootstrap(call);
  const actor = bootstrap ? 'bootstrap' : (await allow(call, 'admin')).id;
  const empty = call.request.headers.get('Content-Length') === '0' || !call.request.body;
  const wanted = empty ? v.parse(Token, {}) : await readBody(call.request, Token);
  const label = empty ? `bootstrap-${crypto.randomUUID().slice(0, 8)}` : wanted.label;
  const expires = wanted.days === null ? null : call.parts.now() + wanted.days * 86_400_000;
  const token = { label, scopes: wanted.scopes, expires };
  const made = await call.objects.callOnce(call.site, 'tokens', 'add', token, actor);
  if (made === null) throw unknownSite();
  if (made === 'full') {
    throw new HttpError(409, 'conflict', 'Two live tokens bear this label: revoke one of them.');
  }
  return answer({ id: made.id, token: made.token }, 201);
}

async function isBootstrap({ request, env }: Call): Promise<boolean> {
  try {
    await authorizeBootstrap(request, env.INKLING_BOOTSTRAP_TOKEN);
    return true;
  } catch (error) {
    if (error instanceof HttpError) return false;
    throw error;
  }
}

/** `DELETE /v1/sites/:site/tokens/:id`: revokes a token, at once and everywhere. Needs `admin`. */
export async function deleteToken(call: Call): Promise<Response> {
  checkQuery(call.request);
  const { id: actor } = await allow(call, 'admin');
  const id = call.params.id ?? '';
  const done = await call.objects.callOnce(call.site, 'tokens', 'revoke', id, actor);
  if (!done) throw new HttpError(404, 'not-found', 'There is no such live token.');
  return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } });
}
