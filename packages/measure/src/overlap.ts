import type { MetricRow } from './metric-row.ts';

/** How two segments lie to each other among the browsers that drew their pair. */
export interface Overlap {
  /** Browsers that drew this pair; the estimates are only as good as this is large. */
  readonly draws: number;
  /** Share of the drawn in both, in the first only, in the second only, in none; 0 to 1. */
  readonly both: number;
  readonly first: number;
  readonly second: number;
  readonly none: number;
  /** Both over either; `null` when nobody drawn is in either. */
  readonly jaccard: number | null;
}

/**
 * Overlap of two segments from sampled pairs.
 *
 * Every pair is drawn with the same probability, so the shares among its draws are unbiased for
 * the shares among the day's visitors.
 *
 * @param a - Segments in any order; `first` is `a`.
 * @returns `null` when nobody drew the pair.
 */
export function overlapOf(rows: readonly MetricRow[], a: string, b: string): Overlap | null {
  const swap = a > b;
  const subject = swap ? `${b}&${a}` : `${a}&${b}`;
  const count = (bucket: string): number =>
    rows
      .filter((r) => r.metric === 'pair' && r.subject === subject && r.bucket === bucket)
      .reduce((sum, row) => sum + row.value, 0);
  const both = count('both');
  const first = count(swap ? 'second' : 'first');
  const second = count(swap ? 'first' : 'second');
  const none = count('none');
  const draws = both + first + second + none;
  if (draws === 0) return null;
  const either = both + first + second;
  return {
    draws,
    both: both / draws,
    first: first / draws,
    second: second / draws,
    none: none / draws,
    jaccard: either === 0 ? null : both / either,
  };
}
