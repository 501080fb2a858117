import * as v from 'valibot';
import { unknownSite } from '../auth/authorize.ts';
import { allow, type Call } from '../context.ts';
import { checkQuery } from '../http/check-query.ts';
import { HttpError } from '../http/http-error.ts';
import { answer, readBody } from './read-body.ts';

/** `POST /v1/sites/:site/keys/rotate`: a new signing key beside the old one. Needs `admin`. */
export async function postRotate(call: Call): Promise<Response> {
  checkQuery(call.request);
  const { id } = await allow(call, 'admin');
  const kid = await call.objects.callOnce(call.site, 'keys', 'rotate', id);
  if (!kid) throw unknownSite();
  call.objects.cache.forget(call.site);
  return answer({ kid });
}

/** `GET /v1/sites/:site/keys/unsigned`: what an outside root key has to sign. Needs `admin`. */
export async function getUnsigned(call: Call): Promise<Response> {
  checkQuery(call.request);
  await allow(call, 'admin');
  return answer(await call.objects.call(call.site, 'keys', 'unsigned'));
}

/** Body of the route below. */
export const Signed = v.strictObject({
  v: v.literal(1),
  kid: v.pipe(v.string(), v.maxLength(64)),
  sig: v.pipe(v.string(), v.maxLength(128)),
  payload: v.pipe(v.string(), v.maxLength(16_384)),
});

/**
 * `PUT /v1/sites/:site/keys`: the list of keys, signed by the site's root key. Needs `admin`.
 *
 * @throws {@link HttpError} 422 `bad-request` when it is not signed by the root, or not the list
 *   of the present keys.
 */
export async function putKeys(call: Call): Promise<Response> {
  checkQuery(call.request);
  const { id } = await allow(call, 'admin');
  const envelope = await readBody(call.request, Signed, 32_768);
  const taken = await call.objects.call(call.site, 'keys', 'take', envelope, id);
  if (!taken) {
    throw new HttpError(422, 'bad-request', 'This is no list of the present keys by the root key.');
  }
  call.objects.cache.forget(call.site);
  return answer({ ok: true });
}
