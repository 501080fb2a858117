/** A dashboard's session as its cookie carries it, taken apart. */
export interface SessionParts {
  readonly id: string;
  readonly secret: string;
}

/** How long a session lasts, ms: a working day. */
export const SESSION_MS = 8 * 3_600_000;

/** What a page of another origin cannot send without asking first, which no admin route allows. */
const HEADER = 'Inkling-Session';

/**
 * The session of a request for a site; `null` for none.
 *
 * A cookie counts only beside the header `Inkling-Session: 1`, and never for what the browser itself
 * says comes from another site: what a strange page can cause is no request of the dashboard's.
 */
export function readSession({ headers }: Request, site: string): SessionParts | null {
  if (headers.get(HEADER) !== '1') return null;
  const source = headers.get('Sec-Fetch-Site');
  if (source !== null && source !== 'same-origin') return null;
  const prefix = `${cookieName(site)}=`;
  const own = (headers.get('Cookie') ?? '').split('; ').find((one) => one.startsWith(prefix));
  const parts = /^([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/.exec(own?.slice(prefix.length) ?? '');
  return parts && { id: parts[1]!, secret: parts[2]! };
}

/** What `Set-Cookie` says for a session; without one, that it is over. */
export function sessionCookie(site: string, session: SessionParts | null): string {
  const value = session ? `${session.id}_${session.secret}` : '';
  const age = session ? SESSION_MS / 1000 : 0;
  return `${cookieName(site)}=${value}; Path=/; Max-Age=${age}; Secure; HttpOnly; SameSite=Strict`;
}

/** `__Host-`: no other host and no plain http can set it. One a site, so that several can be open. */
function cookieName(site: string): string {
  return `__Host-inkling-${site}`;
}
