import type { Bundle, NextRules, Program } from '@inkling/engine';
import type { SideBundle } from '@inkling/engine/trust';
import { HOLDOUT, outcomesOf } from '@inkling/report/experiment';
import { type Page, type PageWish, toPage } from './page.ts';
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
  /** Day on which the first of the rules' reviews is due, `YYYY-MM-DD`; `null` for none. */
  readonly review: string | null;
  /** The rules that this version's bundle rolls out, as JSON of `NextRules`; `null` for none. */
  readonly next: string | null;
}

/** A version as a list shows it. */
export interface VersionInfo
  extends Pick<RulesVersion, 'env' | 'seq' | 'issued' | 'author' | 'note' | 'hash' | 'review'> {
  readonly next: NextRules | null;
}

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
  list(env: EnvName, page: PageWish): Page<VersionInfo>;
  add(version: RulesVersion): void;
  known(env: EnvName, now: number): Known | null;
  draft(env: EnvName): Draft | null;
  saveDraft(env: EnvName, draft: Draft): void;
}

/** The arm of an experiment whose members are held out; no arm of a rule file bears its name. */
const HELD_ARM = 'holdout';

/** Opens the versions. */
export function openVersions(sql: SqlStorage): Versions {
  const one = <T>(query: string, ...values: (string | number)[]): T | null =>
    (sql.exec(query, ...values).toArray()[0] as T | undefined) ?? null;
  return {
    latest: (env) => one('SELECT * FROM versions WHERE env = ? ORDER BY seq DESC LIMIT 1', env),
    get: (env, seq) => one('SELECT * FROM versions WHERE env = ? AND seq = ?', env, seq),
    list(env, { after, limit }) {
      const rows = sql
        .exec(
          `SELECT env, seq, issued, author, note, hash, review, next FROM versions
           WHERE env = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
          env,
          after ?? Number.MAX_SAFE_INTEGER,
          limit + 1,
        )
        .toArray() as unknown as RulesVersion[];
      return toPage(rows.map(toInfo), limit, ({ seq }) => seq);
    },
    add({ env, seq, issued, author, note, source, bundle, hash, envelope, review, next }) {
      const replace = 'UPDATE versions SET replaced = ? WHERE env = ? AND replaced IS NULL';
      sql.exec(replace, issued, env);
      sql.exec(
        `INSERT INTO versions (env, seq, issued, author, note, source, bundle, hash, envelope,
         review, next) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[env, seq, issued, author, note, source, bundle, hash, envelope, review, next],
      );
    },
    known(env, now) {
      const since = now - KNOWN_MS;
      const own = sql.exec<{ text: string }>(
        `SELECT bundle AS text FROM versions WHERE env = ? AND (replaced IS NULL OR replaced > ?)
         ORDER BY seq DESC`,
        env,
        since,
      );
      // Browsers of a roll-out, and those that evaluate a shadow, report under its definitions.
      const sides = sql.exec<{ text: string }>(
        'SELECT payload AS text FROM sides WHERE env = ? AND (ended IS NULL OR ended > ?)',
        env,
        since,
      );
      const texts = [...own.toArray(), ...sides.toArray()];
      const bundles = texts.map(({ text }) => JSON.parse(text) as Bundle | SideBundle);
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

/** A version as a list shows it. */
export function toInfo(version: RulesVersion): VersionInfo {
  const { env, seq, issued, author, note, hash, review, next } = version;
  const rollout = next === null ? null : (JSON.parse(next) as NextRules);
  return { env, seq, issued, author, note, hash, review, next: rollout };
}

/** @param programs - The newest first, whose zone counts; `null` comes back for none. */
function gatherKnown(programs: readonly Program[]): Known | null {
  const newest = programs[0];
  if (!newest) return null;
  const defs = new Map<string, Set<string>>();
  const conversions = new Set<string>();
  const outcomes = new Set<string>();
  const signals = new Set<string>();
  const arms = new Set([HOLDOUT.held, HOLDOUT.open].map((arm) => `${HOLDOUT.id}:${arm}`));
  for (const program of programs) {
    for (const { id, def } of program.segments) {
      defs.set(id, (defs.get(id) ?? new Set()).add(def));
    }
    for (const { id } of program.conversions) conversions.add(id);
    for (const [id] of program.code.v ?? []) signals.add(id);
    for (const [key, own] of program.experiments ?? []) {
      for (const arm of [...own, HELD_ARM]) arms.add(`${key}:${arm}`);
    }
    for (const { id } of outcomesOf(program.conversions)) outcomes.add(id);
  }
  return {
    defs: Object.fromEntries([...defs].map(([id, own]) => [id, [...own]])),
    conversions: [...conversions],
    outcomes: [...outcomes],
    signals: [...signals],
    arms: [...arms],
    zone: newest.zone,
  };
}
