import { readSession, sessionCookie } from '../auth/session.ts';
import { sha256Hex } from '../auth/token.ts';
import { allow, type Call } from '../context.ts';
import { checkQuery } from '../http/check-query.ts';
import { answer } from './read-body.ts';

/**
 * `POST /v1/sites/:site/session`: a cookie in exchange for the token, so that a page need not keep
 * it. Needs `read`. The session reads and nothing else, for 8 hours, and ends with its token.
 *
 * @returns 201 `{"site", "expires"}` with `Set-Cookie`.
 */
export async function postSession(call: Call): Promise<Response> {
  checkQuery(call.request);
  const { id } = await allow(call, 'read');
  const { expires, ...session } = await call.objects.call(call.site, 'sessions', 'open', id);
  const cookie = { 'Set-Cookie': sessionCookie(call.site, session) };
  return answer({ site: call.site, expires }, 201, cookie);
}

/** `GET /v1/sites/:site/session`: 200 `{"site", "scopes"}` for who may read here, by cookie or token. */
export async function getSession(call: Call): Promise<Response> {
  checkQuery(call.request);
  const { scopes } = await allow(call, 'read');
  return answer({ site: call.site, scopes });
}

/** `DELETE /v1/sites/:site/session`: ends the session in the cookie. Needs it, or `read`. */
export async function deleteSession(call: Call): Promise<Response> {
  checkQuery(call.request);
  const session = readSession(call.request, call.site);
  if (session) {
    const hash = await sha256Hex(session.secret);
    await call.objects.call(call.site, 'sessions', 'close', session.id, hash);
  } else {
    await allow(call, 'read');
  }
  const headers = { 'Cache-Control': 'no-store', 'Set-Cookie': sessionCookie(call.site, null) };
  return new Response(null, { status: 204, headers });
}
