import type { Access } from '../access.ts';

/** What a page of another origin cannot send: a session counts only beside it. */
export const SESSION_HEADER = { 'Inkling-Session': '1' } as const;

/**
 * Exchanges a token for a session in a cookie, so that no script of the page can read what opens the
 * site.
 *
 * @returns The access without its token; as it was, where the browser keeps no such cookie, or the edge
 *   makes none.
 */
export async function exchangeToken(fetch: Fetch, access: Access): Promise<Access> {
  const path = sessionPath(access);
  const headers = { Authorization: `Bearer ${access.token}` };
  try {
    const made = await fetch(path, { method: 'POST', headers });
    const kept = made.ok ? await fetch(path, { headers: SESSION_HEADER }) : null;
    return kept?.ok ? { site: access.site, token: '', session: true } : access;
  } catch {
    return access; // The token opens the page; the next visit tries again.
  }
}

/** Ends the session, if there is one. Never throws: its time ends by itself too. */
export async function endSession(fetch: Fetch, access: Access): Promise<void> {
  if (!access.session) return;
  await fetch(sessionPath(access), { method: 'DELETE', headers: SESSION_HEADER }).catch(() => {});
}

type Fetch = typeof globalThis.fetch;

function sessionPath({ site }: Access): string {
  return `/v1/sites/${encodeURIComponent(site)}/session`;
}
