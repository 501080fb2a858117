import * as v from 'valibot';
import { allow, type Call } from '../context.ts';
import { HttpError } from '../http/http-error.ts';
import { answer, readBody } from './read-body.ts';
import { readEnv } from './read-env.ts';

/** `GET /v1/sites/:site/rollout?env=`: `{"rollout"}`, `null` when nothing is. Needs `read`. */
export async function getRollout(call: Call): Promise<Response> {
  const env = readEnv(call);
  await allow(call, 'read');
  return answer({ rollout: await call.objects.call(call.site, 'publishing', 'rollout', env) });
}

/** Body of the route below. */
export const Share = v.strictObject({
  percent: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
});

/**
 * `PUT /v1/sites/:site/rollout?env=` with `{"percent"}`: gives the roll-out that share of browsers; 100
 * ends it with everybody. Needs `publish`.
 *
 * @throws {@link HttpError} 404 `not-found` when nothing is rolled out.
 */
export async function putRollout(call: Call): Promise<Response> {
  const env = readEnv(call);
  const { id } = await allow(call, 'publish');
  const { percent } = await readBody(call.request, Share);
  const version = await call.objects.call(call.site, 'publishing', 'spread', env, percent, id);
  if (!version) throw noRollout();
  call.objects.cache.forget(call.site);
  return answer(version);
}

/** `DELETE /v1/sites/:site/rollout?env=`: everybody goes back to the rules before it. Needs `publish`. */
export async function deleteRollout(call: Call): Promise<Response> {
  const env = readEnv(call);
  const { id } = await allow(call, 'publish');
  const version = await call.objects.call(call.site, 'publishing', 'abort', env, id);
  if (!version) throw noRollout();
  call.objects.cache.forget(call.site);
  return answer(version);
}

function noRollout(): HttpError {
  return new HttpError(404, 'not-found', 'Nothing is being rolled out.');
}
