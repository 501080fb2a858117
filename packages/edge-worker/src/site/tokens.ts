import { equalTexts, type Scope } from '../auth/token.ts';
import { type Page, type PageWish, toPage } from './page.ts';

/** A token as it may be shown: without its secret, which nobody keeps. */
export interface TokenInfo {
  readonly id: string;
  readonly label: string;
  readonly scopes: readonly Scope[];
  /** Ms since the epoch, as are the others. */
  readonly created: number;
  /** `null`: never. */
  readonly expires: number | null;
  readonly revoked: number | null;
  /** Day of the last use, UTC; `null` for never used. */
  readonly used: string | null;
}

/** Live tokens that may bear one label, so that the second can take over from the first. */
export const LIVE_PER_LABEL = 2;

type Row = Omit<TokenInfo, 'scopes'> & { scopes: string; hash: string };

/** The tokens of a site. */
export interface Tokens {
  add(token: Omit<TokenInfo, 'revoked' | 'used'> & { hash: string }): void;
  /** Finds a live token by its id and the hash of its secret, in constant time; notes the use. */
  find(id: string, hash: string, now: number): Promise<TokenInfo | null>;
  /** The oldest first. */
  list(page: PageWish): Page<TokenInfo>;
  /** What a token may do while it lives; else `null`. */
  scopes(id: string, now: number): readonly Scope[] | null;
  /** The label of a token, whatever became of it; `null` for none such. */
  label(id: string): string | null;
  /** False when there is no such token, or it is revoked already. */
  revoke(id: string, now: number): boolean;
  /** Live tokens of a label. */
  live(label: string, now: number): number;
}

/** Opens the tokens. */
export function openTokens(sql: SqlStorage): Tokens {
  return {
    add({ id, hash, label, scopes, created, expires }) {
      sql.exec(
        'INSERT INTO tokens (id, hash, label, scopes, created, expires) VALUES (?, ?, ?, ?, ?, ?)',
        id,
        hash,
        label,
        scopes.join(' '),
        created,
        expires,
      );
    },
    async find(id, hash, now) {
      const row = sql.exec<Row>('SELECT * FROM tokens WHERE id = ?', id).toArray()[0];
      // An unknown id takes as long as a wrong secret.
      const right = await equalTexts(row?.hash ?? '', hash);
      if (!row || !right || !isLive(row, now)) return null;
      const today = new Date(now).toISOString().slice(0, 10);
      if (row.used !== today) sql.exec('UPDATE tokens SET used = ? WHERE id = ?', today, id);
      return toInfo(row);
    },
    list({ after, limit }) {
      const rows = sql
        .exec<Row & { place: number }>(
          'SELECT rowid AS place, * FROM tokens WHERE rowid > ? ORDER BY rowid LIMIT ?',
          after ?? 0,
          limit + 1,
        )
        .toArray();
      const page = toPage(rows, limit, ({ place }) => place);
      return { ...page, rows: page.rows.map(toInfo) };
    },
    scopes(id, now) {
      const row = sql.exec<Row>('SELECT * FROM tokens WHERE id = ?', id).toArray()[0];
      return row && isLive(row, now) ? toInfo(row).scopes : null;
    },
    label: (id) =>
      sql.exec<{ label: string }>('SELECT label FROM tokens WHERE id = ?', id).toArray()[0]
        ?.label ?? null,
    revoke(id, now) {
      const done = sql.exec(
        'UPDATE tokens SET revoked = ? WHERE id = ? AND revoked IS NULL RETURNING id',
        now,
        id,
      );
      return done.toArray().length > 0;
    },
    live(label, now) {
      const rows = sql.exec<Row>('SELECT * FROM tokens WHERE label = ?', label).toArray();
      return rows.filter((row) => isLive(row, now)).length;
    },
  };
}

function isLive(row: Pick<Row, 'revoked' | 'expires'>, now: number): boolean {
  return row.revoked === null && (row.expires === null || now < row.expires);
}

function toInfo({ id, label, scopes, created, expires, revoked, used }: Row): TokenInfo {
  return { id, label, scopes: scopes.split(' ') as Scope[], created, expires, revoked, used };
}
