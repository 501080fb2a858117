import * as v from 'valibot';
import { allow, type Call } from '../context.ts';
import { answer, readBody } from './read-body.ts';
import { readEnv } from './read-env.ts';

/** Body of the route below. */
export const Kill = v.strictObject({
  kill: v.boolean(),
  /** What stops; everything when left out. */
  parts: v.optional(
    v.pipe(v.array(v.picklist(['personalization', 'reports', 'recording'])), v.minLength(1)),
  ),
});

/**
 * `PUT /v1/sites/:site/kill?env=` with `{"kill": true}`, and `parts` for a part only: tells open tabs to
 * stop, or to go on. Each word takes the place of the one before. Needs `publish`.
 */
export async function putKill(call: Call): Promise<Response> {
  const env = readEnv(call);
  const { id } = await allow(call, 'publish');
  const { kill, parts } = await readBody(call.request, Kill);
  const wanted = { kill, ...(parts && { parts }) };
  const word = await call.objects.call(call.site, 'words', 'setKill', env, wanted, id);
  call.objects.cache.forget(call.site);
  return answer(word);
}
