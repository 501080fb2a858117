import type { Bundle, Program } from '@inkling/engine';
import { HOLDOUT, outcomesOf } from '@inkling/report/experiment';
import type { EnvName } from './setup.ts';

/** One published version of an environment's rules. */
export interface RulesVersion {
  readonly env: EnvName;
  /** Rises by one with every publication, roll-backs included. */
  readonly seq: number;
  /** Ms since the epoch. */
  readonly issued: number;
  /** Id of the token that published it. */
  readonly author: string;
  /** Why; `''` for no word. */
  readonly note: string;
  /** The rule file, as it was sent. */
  readonly source: string;
  /** The exact bytes of the bundle, as text. */
  readonly bundle: string;
  /** SHA-256 of those bytes, base64url. */
  readonly hash: string;
  /** The signed envelope around them, as text. */
  readonly envelope: string;
}

/** A version as a list shows it. */
export type VersionInfo = Pick<RulesVersion, 'env' | 'seq' | 'issued' | 'author' | 'note' | 'hash'>;

/** Rules that nobody sees yet. */
export interface Draft {
  /** Rises by one with every save; the `ETag`. */
  readonly rev: number;
  readonly saved: number;
  readonly author: string;
  readonly source: string;
}

/** What reports may speak of: by the newest definitions and those of the last 8 days. */
export interface Known {
  readonly defs: { readonly [segment: string]: readonly string[] };
  readonly conversions: readonly string[];
  /** What experiments are measured by. */
  readonly outcomes: readonly string[];
  /** Named signals, whose percentiles rules may read. */
  readonly signals: readonly string[];
  /** As `experiment:arm`. */
  readonly arms: readonly string[];
  readonly zone: Program['zone'];
}

/** How long reports under a replaced definition are still taken: a week's queue and a day. */
const KNOWN_MS = 8 * 86_400_000;

/** The published versions and the drafts of a site. */
export interface Versions {
  latest(env: EnvName): RulesVersion | null;
  get(env: EnvName, seq: number): RulesVersion | null;
  /** The newest first. */
  list(env: EnvName, most: number): VersionInfo[];
  add(version: RulesVersion): void;
  known(env: EnvName, now: number): Known | null;
  draft(env: EnvName): Draft | null;
  saveDraft(env: EnvName, draft: Draft): void;
}

/** Opens the versions. */
export function openVersions(sql: SqlStorage): Versions {
  const one = <T>(query: string, ...values: (string | number)[]): T | null =>
    (sql.exec(query, ...values).toArray()[0] as T | undefined) ?? null;
  return {
    latest: (env) => one('SELECT * FROM versions WHERE env = ? ORDER BY seq DESC LIMIT 1', env),
    get: (env, seq) => one('SELECT * FROM versions WHERE env = ? AND seq = ?', env, seq),
    list: (env, most) =>
      sql
        .exec(
          `SELECT env, seq, issued, author, note, hash FROM versions
           WHERE env = ? ORDER BY seq DESC LIMIT ?`,
          env,
          most,
        )
        .toArray() as unknown as VersionInfo[],
    add({ env, seq, issued, author, note, source, bundle, hash, envelope }) {
      const replace = 'UPDATE versions SET replaced = ? WHERE env = ? AND replaced IS NULL';
      sql.exec(replace, issued, env);
      sql.exec(
        `INSERT INTO versions (env, seq, issued, author, note, source, bundle, hash, envelope)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[env, seq, issued, author, note, source, bundle, hash, envelope],
      );
    },
    known(env, now) {
      const rows = sql.exec<{ bundle: string }>(
        `SELECT bundle FROM versions WHERE env = ? AND (replaced IS NULL OR replaced > ?)
         ORDER BY seq DESC`,
        env,
        now - KNOWN_MS,
      );
      const bundles = rows.toArray().map((row) => JSON.parse(row.bundle) as Bundle);
      return gatherKnown(bundles.map(({ program }) => program));
    },
    draft: (env) => one('SELECT rev, saved, author, source FROM drafts WHERE env = ?', env),
    saveDraft(env, { rev, saved, author, source }) {
      sql.exec(
        'INSERT OR REPLACE INTO drafts (env, rev, saved, author, source) VALUES (?, ?, ?, ?, ?)',
        ...[env, rev, saved, author, source],
      );
    },
  };
}

/** @param programs - The newest first, whose zone counts; `null` comes back for none. */
function gatherKnown(programs: readonly Program[]): Known | null {
  const newest = programs[0];
  if (!newest) return null;
  const defs = new Map<string, Set<string>>();
  const conversions = new Set<string>();
  const outcomes = new Set<string>();
  const signals = new Set<string>();
  for (const program of programs) {
    for (const { id, def } of program.segments) {
      defs.set(id, (defs.get(id) ?? new Set()).add(def));
    }
    for (const { id } of program.conversions) conversions.add(id);
    for (const [id] of program.code.v ?? []) signals.add(id);
    for (const { id } of outcomesOf(program.conversions)) outcomes.add(id);
  }
  return {
    defs: Object.fromEntries([...defs].map(([id, own]) => [id, [...own]])),
    conversions: [...conversions],
    outcomes: [...outcomes],
    signals: [...signals],
    arms: [HOLDOUT.held, HOLDOUT.open].map((arm) => `${HOLDOUT.id}:${arm}`),
    zone: newest.zone,
  };
}
