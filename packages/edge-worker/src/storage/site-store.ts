import type { Bundle, Program } from '@inkling/engine';
import type { Scope } from '../auth/token.ts';

/** What a site was created with. */
export interface SiteSetup {
  readonly site: string;
  /** Made here, never reused: a site created again under the same id shares nothing. */
  readonly tenant: string;
  readonly env: Bundle['env'];
  /** Ms since the epoch. */
  readonly created: number;
}

/** One published version of the rules. */
export interface RulesVersion {
  readonly seq: number;
  /** Ms since the epoch. */
  readonly issued: number;
  /** Id of the token that published it. */
  readonly author: string;
  /** The rule file, as it was sent. */
  readonly source: string;
  /** `rules.json`, as it is served. */
  readonly bundle: string;
  /** SHA-256 of the bundle's bytes, base64url. */
  readonly hash: string;
}

/** What reports may speak of: by the definitions of the newest version and of the last 8 days. */
export interface Known {
  readonly defs: { readonly [segment: string]: readonly string[] };
  readonly conversions: readonly string[];
  readonly zone: Program['zone'];
}

/** A stored token, without its secret. */
export interface StoredToken {
  readonly id: string;
  readonly hash: string;
  readonly scopes: readonly Scope[];
}

/** A site's truth: setup, versions, tokens, and how many shards each day has. */
export interface SiteStore {
  setup(): SiteSetup | null;
  create(setup: SiteSetup): void;
  addToken(token: StoredToken, now: number): void;
  findToken(id: string): StoredToken | null;
  latest(): RulesVersion | null;
  publish(version: RulesVersion): void;
  known(now: number): Known | null;
  shards(day: string, planned: () => number): number;
  days(from: string, to: string): { readonly day: string; readonly shards: number }[];
}

/** How long reports under a replaced definition are still taken: a week's queue and a day. */
const KNOWN_MS = 8 * 86_400_000;

/** Opens a site's store, making its tables. */
export function openSiteStore({ sql }: DurableObjectStorage): SiteStore {
  sql.exec(`
    CREATE TABLE IF NOT EXISTS site (one INTEGER PRIMARY KEY CHECK (one = 1), setup TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS tokens (
      id TEXT PRIMARY KEY, hash TEXT NOT NULL, scopes TEXT NOT NULL, created INTEGER NOT NULL
    );
    CREATE TABLE IF NOT EXISTS versions (
      seq INTEGER PRIMARY KEY, issued INTEGER NOT NULL, replaced INTEGER, author TEXT NOT NULL,
      source TEXT NOT NULL, bundle TEXT NOT NULL, hash TEXT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS days (day TEXT PRIMARY KEY, shards INTEGER NOT NULL);
  `);
  const one = <T>(query: string, ...values: (string | number)[]): T | null =>
    (sql.exec(query, ...values).toArray()[0] as T | undefined) ?? null;

  return {
    setup() {
      const row = one<{ setup: string }>('SELECT setup FROM site');
      return row && (JSON.parse(row.setup) as SiteSetup);
    },
    create(setup) {
      sql.exec('INSERT INTO site (one, setup) VALUES (1, ?)', JSON.stringify(setup));
    },
    addToken({ id, hash, scopes }, now) {
      sql.exec(
        'INSERT INTO tokens (id, hash, scopes, created) VALUES (?, ?, ?, ?)',
        id,
        hash,
        scopes.join(' '),
        now,
      );
    },
    findToken(id) {
      const row = one<{ hash: string; scopes: string }>(
        'SELECT hash, scopes FROM tokens WHERE id = ?',
        id,
      );
      return row && { id, hash: row.hash, scopes: row.scopes.split(' ') as Scope[] };
    },
    latest: () => one<RulesVersion>('SELECT * FROM versions ORDER BY seq DESC LIMIT 1'),
    publish({ seq, issued, author, source, bundle, hash }) {
      sql.exec('UPDATE versions SET replaced = ? WHERE replaced IS NULL', issued);
      sql.exec(
        'INSERT INTO versions (seq, issued, author, source, bundle, hash) VALUES (?, ?, ?, ?, ?, ?)',
        seq,
        issued,
        author,
        source,
        bundle,
        hash,
      );
    },
    known(now) {
      const rows = sql
        .exec<{ bundle: string }>(
          'SELECT bundle FROM versions WHERE replaced IS NULL OR replaced > ? ORDER BY seq DESC',
          now - KNOWN_MS,
        )
        .toArray();
      return gatherKnown(rows.map((row) => (JSON.parse(row.bundle) as Bundle).program));
    },
    shards(day, planned) {
      const row = one<{ shards: number }>('SELECT shards FROM days WHERE day = ?', day);
      if (row) return row.shards;
      const shards = planned();
      sql.exec('INSERT INTO days (day, shards) VALUES (?, ?)', day, shards);
      return shards;
    },
    days: (from, to) =>
      sql
        .exec<{ day: string; shards: number }>(
          'SELECT day, shards FROM days WHERE day >= ? AND day <= ? ORDER BY day',
          from,
          to,
        )
        .toArray(),
  };
}

/** @param programs - The newest first, whose zone counts; `null` comes back for none. */
function gatherKnown(programs: readonly Program[]): Known | null {
  const newest = programs[0];
  if (!newest) return null;
  const defs: { [segment: string]: string[] } = Object.create(null);
  const conversions = new Set<string>();
  for (const program of programs) {
    for (const { id, def } of program.segments) {
      defs[id] ??= [];
      if (!defs[id].includes(def)) defs[id].push(def);
    }
    for (const { id } of program.conversions) conversions.add(id);
  }
  return { defs: { ...defs }, conversions: [...conversions], zone: newest.zone };
}
