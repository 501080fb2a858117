import { type Page, type PageWish, toPage } from './page.ts';
import type { EnvName } from './setup.ts';

/** Rules that wait for a second person. */
export interface Proposal {
  /** Counts from 1. */
  readonly n: number;
  readonly env: EnvName;
  /** Ms since the epoch. */
  readonly t: number;
  /** Id of the token that proposed it. */
  readonly author: string;
  /** Browsers it is for, in percent. */
  readonly percent: number;
  readonly note: string;
  readonly source: string;
  /** Ms since the epoch; `null` while it waits. */
  readonly decided: number | null;
  /** Id of the token that decided. */
  readonly decider: string | null;
  /** 1 or 0; `null` while it waits. */
  readonly approved: number | null;
}

/** A proposal as a list shows it. */
export type ProposalInfo = Omit<Proposal, 'source'>;

/** The proposals of a site. */
export interface Proposals {
  /** Returns its number. */
  add(proposal: Pick<Proposal, 'env' | 't' | 'author' | 'percent' | 'note' | 'source'>): number;
  get(n: number): Proposal | null;
  /** The newest first. */
  list(page: PageWish): Page<ProposalInfo>;
  decide(n: number, decision: { decider: string; approved: boolean; now: number }): void;
}

/** Opens the proposals. */
export function openProposals(sql: SqlStorage): Proposals {
  return {
    add: ({ env, t, author, percent, note, source }) =>
      sql
        .exec<{ n: number }>(
          `INSERT INTO proposals (env, t, author, percent, note, source)
           VALUES (?, ?, ?, ?, ?, ?) RETURNING n`,
          ...[env, t, author, percent, note, source],
        )
        .one().n,
    get: (n) =>
      (sql.exec('SELECT * FROM proposals WHERE n = ?', n).toArray()[0] as Proposal | undefined) ??
      null,
    list({ after, limit }) {
      const rows = sql.exec(
        `SELECT n, env, t, author, percent, note, decided, decider, approved FROM proposals
         WHERE n < ? ORDER BY n DESC LIMIT ?`,
        after ?? Number.MAX_SAFE_INTEGER,
        limit + 1,
      );
      return toPage(rows.toArray() as unknown as ProposalInfo[], limit, ({ n }) => n);
    },
    decide(n, { decider, approved, now }) {
      sql.exec(
        'UPDATE proposals SET decided = ?, decider = ?, approved = ? WHERE n = ?',
        ...[now, decider, approved ? 1 : 0, n],
      );
    },
  };
}
