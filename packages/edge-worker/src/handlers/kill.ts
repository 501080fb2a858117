import * as v from 'valibot';
import { allow, type Call } from '../context.ts';
import { answer, readBody } from './read-body.ts';
import { readEnv } from './read-env.ts';

/** Body of the route below. */
export const Kill = v.strictObject({ kill: v.boolean() });

/** `PUT /v1/sites/:site/kill?env=` with `{"kill": true}`: tells open tabs to stop. Needs `publish`. */
export async function putKill(call: Call): Promise<Response> {
  const env = readEnv(call);
  const { id } = await allow(call, 'publish');
  const { kill } = await readBody(call.request, Kill);
  const word = await call.objects.call(call.site, 'words', 'setKill', env, kill, id);
  call.objects.cache.forget(call.site);
  return answer(word);
}
