import type { ReportRow } from '@inkling/report';

/** Days that a lease of stock runs at most, so that older rows say nothing of a day. */
export const STOCK_DAYS = 90;
const DAY_MS = 86_400_000;

/**
 * Turns leases of stock into what they add up to: the size of each segment on each day, as a
 * lease of that one day. Whoever adds leases up finds the same sizes, and no single lease.
 *
 * @param rows - From {@link STOCK_DAYS} − 1 days before the first day on.
 * @param days - `YYYY-MM-DD`.
 */
export function sizeRows(rows: readonly ReportRow[], days: readonly string[]): ReportRow[] {
  const sizes = new Map<string, ReportRow>();
  const wanted = days.map((day) => ({ day, at: Date.parse(day) }));
  for (const row of rows) {
    if (row.metric !== 'stock') continue;
    const start = Date.parse(row.day);
    const end = start + Number(row.bucket) * DAY_MS;
    for (const { day, at } of wanted) {
      if (at < start || at >= end) continue;
      const cell = { ...row, day, bucket: '1' };
      const key = [day, row.subject, row.def, row.arm].join('|');
      sizes.set(key, { ...cell, delta: (sizes.get(key)?.delta ?? 0) + row.delta });
    }
  }
  return [...sizes.values()].filter(({ delta }) => delta > 0);
}
