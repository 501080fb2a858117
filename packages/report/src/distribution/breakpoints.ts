import type { Breakpoints } from '@inkling/engine';
import { VALUE_EDGES } from './value-buckets.ts';

/**
 * Breakpoints of a signal from how many browsers are in each bucket. Buckets are put together from
 * the lowest up until each holds k browsers; what is left at the top joins the last one.
 *
 * @param counts - By bucket number; negative ones count as nobody.
 * @returns `null` when fewer than k browsers have the signal.
 */
export function breakpointsOf(counts: ReadonlyMap<number, number>, k: number): Breakpoints | null {
  const sorted = [...counts].filter(([, n]) => n > 0).sort(([a], [b]) => a - b);
  const all = sorted.reduce((sum, [, n]) => sum + n, 0);
  if (all < k || all === 0) return null;
  const starts: { bucket: number; before: number }[] = [];
  let before = 0;
  let open = k;
  for (const [bucket, n] of sorted) {
    // A bucket begins where the one before is full, and only where enough is left to fill it.
    if (open >= k && all - before >= k) {
      starts.push({ bucket, before });
      open = 0;
    }
    open += n;
    before += n;
  }
  // What is below 0 has no least value; whoever is below every breakpoint is below nobody.
  const known = starts.filter(({ bucket }) => bucket > 0);
  return {
    values: known.map(({ bucket }) => VALUE_EDGES[bucket - 1]!),
    below: known.map((start) => start.before / all),
  };
}
