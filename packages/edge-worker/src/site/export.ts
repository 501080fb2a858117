import type { Release } from '../metrics/publish-day.ts';
import { type AuditEntry, readAudit } from './audit.ts';
import { type CubePart, type DayPlan, openCube } from './cube.ts';
import { openReleases } from './releases.ts';
import { type EnvName, readFact, type SiteSetup, writeFact } from './setup.ts';
import { openSides, type Side } from './sides.ts';
import { type Draft, openVersions, type RulesVersion } from './versions.ts';

/**
 * One line of an export. Tokens and keys are in none: a site that is imported has its own, and
 * what it serves is signed anew.
 */
export type ExportLine =
  | { readonly kind: 'site'; readonly v: 1; readonly site: string; readonly env: EnvName }
  | ({ readonly kind: 'version' } & Omit<RulesVersion, 'envelope'>)
  | ({ readonly kind: 'side'; readonly role: Side['kind'] } & Omit<Side, 'envelope' | 'kind'>)
  | ({ readonly kind: 'draft'; readonly env: EnvName } & Draft)
  | ({ readonly kind: 'audit' } & AuditEntry)
  | ({ readonly kind: 'day' } & DayPlan)
  | ({ readonly kind: 'cells' } & CubePart)
  | ({ readonly kind: 'release' } & Release)
  /** The last line: an export without it was cut off. */
  | { readonly kind: 'end' };

const ENVS: readonly EnvName[] = ['live', 'staging', 'development'];
const FIRST_DAY = '0000-00-00';
const LAST_DAY = '9999-99-99';

/** All lines but counts, which the caller reads from the shards too, and the end. */
export function exportLines(sql: SqlStorage, { site, env }: SiteSetup): ExportLine[] {
  const lines: ExportLine[] = [{ kind: 'site', v: 1, site, env }];
  const versions = openVersions(sql);
  for (const name of ENVS) {
    const page = { after: null, limit: Number.MAX_SAFE_INTEGER - 1 };
    for (const { seq } of [...versions.list(name, page).rows].reverse()) {
      const version = versions.get(name, seq);
      if (!version) continue;
      const { envelope: _, ...rest } = version;
      lines.push({ kind: 'version', ...rest });
    }
    for (const { envelope: _, kind: role, ...side } of openSides(sql).all(name)) {
      lines.push({ ...side, kind: 'side', role });
    }
    const draft = versions.draft(name);
    if (draft) lines.push({ kind: 'draft', env: name, ...draft });
  }
  for (const entry of readAudit(sql, 0, Number.MAX_SAFE_INTEGER)) {
    lines.push({ kind: 'audit', ...entry });
  }
  for (const release of openReleases(sql).read(FIRST_DAY, LAST_DAY)) {
    lines.push({ kind: 'release', ...release });
  }
  return lines;
}

/** Whether a site may still take an import: it has published nothing, and taken none whole. */
export function isFresh(sql: SqlStorage): boolean {
  if (readFact(sql, 'imported') !== null) return false;
  const published = sql.exec("SELECT 1 FROM audit WHERE action = 'rules.publish' LIMIT 1");
  return published.toArray().length === 0;
}

/** Notes that an import is whole; no second one is taken. */
export function endImport(sql: SqlStorage): void {
  writeFact(sql, 'imported', '1');
}

/** Takes one line; a line that was taken before changes nothing. The old audit is not taken. */
export function importLine(sql: SqlStorage, line: ExportLine, envelope: string): void {
  switch (line.kind) {
    case 'version':
      if (!openVersions(sql).get(line.env, line.seq))
        openVersions(sql).add({
          ...line,
          review: line.review ?? null,
          next: line.next ?? null,
          envelope,
        });
      break;
    case 'side':
      if (!openSides(sql).get(line.env, line.seq)) {
        openSides(sql).add({ ...line, kind: line.role, envelope });
      }
      break;
    case 'draft':
      openVersions(sql).saveDraft(line.env, line);
      break;
    case 'day':
      openCube(sql).shards(line.day, 0);
      break;
    case 'cells':
      openCube(sql).put({ ...line, shard: importedShard(line.shard) });
      break;
    case 'release':
      openReleases(sql).put(line);
      break;
  }
}

/**
 * Where a shard's counts go that come from elsewhere: below 0, beside those of this site's own
 * objects, and each to a place of its own, those that were imported before included.
 */
function importedShard(shard: number): number {
  return -1 - (shard >= 0 ? 2 * shard : -2 * shard - 1);
}
