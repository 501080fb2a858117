import { addDays } from './days.ts';
import type { MetricRow } from './metric-row.ts';

/** Longest lease of stock, in days: rows older than this before a day say nothing about it. */
export const STOCK_DAYS = 90;

/**
 * How many browsers are in a segment on each day, present or away, from leases of stock.
 *
 * A row of day d and bucket b counts on d and on the b − 1 days after it. So the answer for a day
 * needs the rows of the {@link STOCK_DAYS} − 1 days before it too, and days in the future can be
 * asked for: they say what is left if nobody comes back.
 *
 * @param days - `YYYY-MM-DD`, in any order.
 * @returns One number a day, never below 0; 0 where there are no rows.
 */
export function sizeByDay(
  rows: readonly MetricRow[],
  { segment, def, days }: { segment: string; def: string; days: readonly string[] },
): number[] {
  const leases = rows
    .filter((r) => r.metric === 'stock' && r.subject === segment && r.def === def && !r.arm)
    .map(({ day, bucket, value }) => ({ day, end: addDays(day, Number(bucket)), value }));
  return days.map((day) => {
    let size = 0;
    for (const lease of leases) if (lease.day <= day && day < lease.end) size += lease.value;
    return Math.max(0, size);
  });
}
