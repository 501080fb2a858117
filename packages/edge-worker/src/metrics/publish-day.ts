import { cellKey, type ReportRow } from '@inkling/report';
import { hideSmall } from './hide-small.ts';

/** Steps in which values are shown. */
const STEP = 10;
/** Days after which nothing more can come for a day, so that it is published for good. */
export const FINAL_DAYS = 8;

/** A day as it was published: for the first time, and for good. */
export interface Release {
  readonly day: string;
  readonly final: boolean;
  readonly rows: readonly ReportRow[];
}

/**
 * What may be shown of a closed day.
 *
 * A day is published twice: after it has ended, and when nothing more can come. A cell that late
 * reports moved by fewer than k keeps the value that it was first published with.
 *
 * @param rows - The day's cells, with sizes in place of stock.
 * @param first - What was published before; `null` for nothing.
 */
export function publishDay(
  rows: readonly ReportRow[],
  { day, k, final, first }: { day: string; k: number; final: boolean; first: Release | null },
): Release {
  const before = new Map(first?.rows.map((row) => [cellKey(row), row.delta]));
  const shown = hideSmall(rows, k).map((row) => {
    const old = before.get(cellKey(row));
    const rounded = Math.round(row.delta / STEP) * STEP;
    const keep = old !== undefined && Math.abs(row.delta - old) < k;
    return { ...row, delta: keep ? old : rounded };
  });
  return { day, final, rows: shown };
}
