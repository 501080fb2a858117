import type { SideBundle } from '@inkling/engine/trust';
import type { EnvName } from './setup.ts';

/** Signed rules that are not the ones everybody evaluates, as they are kept. */
export interface Side {
  readonly env: EnvName;
  readonly seq: number;
  readonly kind: Exclude<SideBundle['kind'], 'preview'>;
  /** SHA-256 of the payload, base64url. */
  readonly hash: string;
  /** Ms since the epoch. */
  readonly issued: number;
  readonly author: string;
  readonly note: string;
  /** The rule file, as it was sent. */
  readonly source: string;
  /** Day on which the first of its reviews is due; `null` for none. */
  readonly review: string | null;
  /** The exact bytes that are signed, as text. */
  readonly payload: string;
  /** The signed envelope around them, as text. */
  readonly envelope: string;
}

/** The side bundles of a site. */
export interface Sides {
  add(side: Side): void;
  get(env: EnvName, seq: number): Side | null;
  /** The newest first. */
  all(env: EnvName): Side[];
  /**
   * Ends those that the newest bundle does not name: reports under their definitions are still taken
   * for a while.
   */
  endOthers(env: EnvName, named: readonly (number | undefined)[], now: number): void;
}

/** Opens the side bundles. */
export function openSides(sql: SqlStorage): Sides {
  return {
    add({ env, seq, kind, hash, issued, author, note, source, review, payload, envelope }) {
      sql.exec(
        `INSERT INTO sides (env, seq, kind, hash, issued, author, note, source, review, payload,
         envelope) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[env, seq, kind, hash, issued, author, note, source, review, payload, envelope],
      );
    },
    get: (env, seq) =>
      (sql.exec('SELECT * FROM sides WHERE env = ? AND seq = ?', env, seq).toArray()[0] as
        | Side
        | undefined) ?? null,
    all: (env) =>
      sql
        .exec('SELECT * FROM sides WHERE env = ? ORDER BY seq DESC', env)
        .toArray() as unknown as Side[],
    endOthers(env, [first = 0, second = 0], now) {
      sql.exec(
        `UPDATE sides SET ended = ? WHERE env = ? AND ended IS NULL AND seq NOT IN (?, ?)`,
        ...[now, env, first, second],
      );
    },
  };
}

/** The sequence that comes next in an environment: bundles and side bundles share no number. */
export function nextSeq(sql: SqlStorage, env: EnvName): number {
  const { last } = sql
    .exec<{ last: number | null }>(
      `SELECT max(seq) AS last FROM
       (SELECT seq FROM versions WHERE env = ? UNION ALL SELECT seq FROM sides WHERE env = ?)`,
      env,
      env,
    )
    .one();
  return (last ?? 0) + 1;
}
