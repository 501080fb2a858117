import type { MetricRow } from './metric-row.ts';

/**
 * The definition under which a segment was reported last; counts under others never add to it.
 *
 * @returns `null` when no row is about the segment.
 */
export function newestDef(rows: readonly MetricRow[], segment: string): string | null {
  let newest: MetricRow | null = null;
  for (const row of rows) {
    if (row.subject === segment && (newest === null || row.day > newest.day)) newest = row;
  }
  return newest?.def ?? null;
}
