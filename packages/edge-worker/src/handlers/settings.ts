import * as v from 'valibot';
import { unknownSite } from '../auth/authorize.ts';
import { allow, type Call } from '../context.ts';
import { checkQuery } from '../http/check-query.ts';
import { answer, readBody } from './read-body.ts';

/** `GET /v1/sites/:site/settings`: how the site is set up. Needs `read`. */
export async function getSettings(call: Call): Promise<Response> {
  checkQuery(call.request);
  await allow(call, 'read');
  return answer(await call.objects.call(call.site, 'life', 'settings'));
}

/** Body of the route below. */
export const Settings = v.strictObject({
  /** Whether what one person publishes needs another's word. */
  approval: v.boolean(),
});

/** `PUT /v1/sites/:site/settings` with `{"approval"}`. Needs `admin`. */
export async function putSettings(call: Call): Promise<Response> {
  checkQuery(call.request);
  const { id } = await allow(call, 'admin');
  const { approval } = await readBody(call.request, Settings);
  const done = await call.objects.call(call.site, 'publishing', 'setApproval', approval, id);
  if (!done) throw unknownSite();
  return answer(await call.objects.call(call.site, 'life', 'settings'));
}
