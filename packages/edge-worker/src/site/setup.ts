import type { Bundle, ReportMode } from '@inkling/engine';

export type EnvName = Bundle['env'];

/** What a site was created with. */
export interface SiteSetup {
  readonly site: string;
  /** Made at the edge, never used twice: a site made anew under an old id shares nothing. */
  readonly tenant: string;
  /** The environment that the site's pages load unless they name another. */
  readonly env: EnvName;
  /** Ms since the epoch. */
  readonly created: number;
  /** Reports expected on a first day, for the planner. */
  readonly expect: number;
  /** Origins whose pages may send reports; empty for any. Keeps strays out, not liars. */
  readonly origins: readonly string[];
  /** ε of the noise in each published number; absent or `null` for none. */
  readonly noise?: number | null;
  /** Set where what one person publishes must be approved by another. */
  readonly approval?: boolean;
  /** Absent for exact. */
  readonly reports?: ReportMode;
  /** Set when the site was deleted, ms since the epoch; everything else is gone then. */
  readonly deleted?: number;
}

/** `null` when no site was ever created here. */
export function readSetup(sql: SqlStorage): SiteSetup | null {
  const row = sql.exec<{ setup: string }>('SELECT setup FROM site').toArray()[0];
  return row ? (JSON.parse(row.setup) as SiteSetup) : null;
}

export function writeSetup(sql: SqlStorage, setup: SiteSetup): void {
  sql.exec('INSERT OR REPLACE INTO site (one, setup) VALUES (1, ?)', JSON.stringify(setup));
}

/** A fact by its name; `null` for none. */
export function readFact(sql: SqlStorage, name: string): string | null {
  const rows = sql.exec<{ value: string }>('SELECT value FROM facts WHERE name = ?', name);
  return rows.toArray()[0]?.value ?? null;
}

export function writeFact(sql: SqlStorage, name: string, value: string): void {
  sql.exec('INSERT OR REPLACE INTO facts VALUES (?, ?)', name, value);
}

/** Name of the fact that holds an environment's word about stopping. */
export function killFact({ env: own }: SiteSetup, env: EnvName): string {
  return env === own ? 'kill' : `kill-${env}`;
}
