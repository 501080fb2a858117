import { SESSION_MS, type SessionParts } from '../auth/session.ts';
import { equalTexts, type Scope, sha256Hex, toBase64Url, toHex } from '../auth/token.ts';
import type { SiteCore } from './core.ts';
import { openTokens } from './tokens.ts';

/** Sessions of the dashboard. Each belongs to a token, and ends with it. */
export class SessionService {
  readonly #core: SiteCore;

  constructor(core: SiteCore) {
    this.#core = core;
  }

  /** Opens a session for a token. */
  async open(token: string): Promise<SessionParts & { readonly expires: number }> {
    const { sql } = this.#core;
    const now = Date.now();
    const id = toHex(crypto.getRandomValues(new Uint8Array(8)));
    const secret = toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
    const expires = now + SESSION_MS;
    const hash = await sha256Hex(secret);
    sql.exec('DELETE FROM sessions WHERE expires <= ?', now);
    const insert = 'INSERT INTO sessions (id, hash, token, expires) VALUES (?, ?, ?, ?)';
    sql.exec(insert, id, hash, token, expires);
    return { id, secret, expires };
  }

  /** The token behind a live session, and what it may do; `null` for none. */
  async find(id: string, hash: string): Promise<{ id: string; scopes: readonly Scope[] } | null> {
    if (!this.#core.setup()) return null;
    const now = Date.now();
    const row = this.#core.sql
      .exec<{ hash: string; token: string; expires: number }>(
        'SELECT hash, token, expires FROM sessions WHERE id = ?',
        id,
      )
      .toArray()[0];
    // An unknown id takes as long as a wrong secret.
    const right = await equalTexts(row?.hash ?? '', hash);
    if (!row || !right || now >= row.expires) return null;
    const scopes = openTokens(this.#core.sql).scopes(row.token, now);
    return scopes && { id: row.token, scopes };
  }

  /** Ends a session; an unknown one is over already. */
  async close(id: string, hash: string): Promise<void> {
    if (!(await this.find(id, hash))) return;
    this.#core.sql.exec('DELETE FROM sessions WHERE id = ?', id);
  }
}
