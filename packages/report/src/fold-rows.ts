import { METRICS } from './grammar.ts';
import type { Metric, ReportRow } from './row.ts';

/** Folded rows: cell key → sum. Keys are made by {@link cellKey}. */
export type Cells = Map<string, number>;

/** The cell that a row adds to, as one text; equal for rows that add up. */
export function cellKey({
  day,
  subject,
  def,
  metric,
  bucket,
  arm,
}: Omit<ReportRow, 'delta'>): string {
  return [day, subject, def, metric, bucket, arm].join('|');
}

/**
 * The row that a cell stands for, with its sum as `delta`.
 *
 * @throws RangeError for a text that `cellKey` cannot have made.
 */
export function cellRow(key: string, delta: number): ReportRow {
  const [day = '', subject = '', def = '', metric = '', bucket = '', arm = ''] = key.split('|');
  if (!Object.hasOwn(METRICS, metric)) throw new RangeError('Not a cell key.');
  return {
    day,
    subject,
    def,
    metric: metric as Metric,
    ...(bucket ? { bucket } : {}),
    ...(arm ? { arm } : {}),
    delta,
  };
}

/**
 * Adds rows to cells, in place; the order of rows does not matter, and a cell that comes to 0 is
 * removed.
 */
export function foldRows(cells: Cells, rows: Iterable<ReportRow>): Cells {
  for (const row of rows) addCell(cells, cellKey(row), row.delta);
  return cells;
}

/** Adds folded cells to others, in place. */
export function foldCells(cells: Cells, more: Iterable<readonly [string, number]>): Cells {
  for (const [key, delta] of more) addCell(cells, key, delta);
  return cells;
}

function addCell(cells: Cells, key: string, delta: number): void {
  const sum = (cells.get(key) ?? 0) + delta;
  if (sum === 0) cells.delete(key);
  else cells.set(key, sum);
}
