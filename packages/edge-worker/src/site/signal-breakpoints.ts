import type { Population as Shares } from '@inkling/engine';
import { type ReportRow, weekStart } from '@inkling/report';
import { breakpointsOf } from '@inkling/report/distribution';

/** The last week, Monday to Sunday, that has ended on a day: its first and last day number. */
export function lastWeek(today: number): { readonly from: number; readonly to: number } {
  const from = weekStart(today) - 7;
  return { from, to: from + 6 };
}

/**
 * What the engine's `percentile` reads, from the buckets in which the visitors of one week counted
 * themselves once for each signal.
 *
 * @param rows - Of that week.
 * @returns Nothing for a signal that fewer than k visitors have.
 */
export function signalBreakpoints(rows: readonly ReportRow[], k: number): Shares {
  const signals = new Map<string, Map<number, number>>();
  for (const { metric, bucket = '', delta } of rows) {
    if (metric !== 'value') continue;
    const [signal = '', number] = bucket.split(':');
    const counts = signals.get(signal) ?? new Map<number, number>();
    counts.set(Number(number), (counts.get(Number(number)) ?? 0) + delta);
    signals.set(signal, counts);
  }
  const found = [...signals].flatMap(([signal, counts]) => {
    const breakpoints = breakpointsOf(counts, k);
    return breakpoints ? [[signal, breakpoints] as const] : [];
  });
  return Object.fromEntries(found);
}
