/**
 * Days that a lease of stock may run, rising. A browser that is in a segment for `n` more days
 * takes the first step that is at least `n`, and never more than the last.
 */
export const LEASE_DAYS = [1, 2, 3, 7, 14, 30, 60, 90] as const;

/** Longest lease, in days: what nobody renews is gone after that. */
export const LEASE_MOST = 90;

/**
 * Cells of `dwell`: each name is the length that a stay in it stays below, in minutes; a stay of
 * exactly that length belongs to the next cell. `more` takes 90 days and above.
 */
export const DWELL = [
  ['10m', 10],
  ['1h', 60],
  ['6h', 360],
  ['1d', 1440],
  ['3d', 4320],
  ['7d', 10_080],
  ['30d', 43_200],
  ['90d', 129_600],
  ['more', Infinity],
] as const;

/** Outcomes of a sampled pair `a&b`, by 2 · (in a) + (in b). */
export const PAIR = ['none', 'second', 'first', 'both'] as const;

/** Weeks after its first one during which a cohort is followed. */
export const COHORT_WEEKS = 26;

/** Name of the `dwell` cell for a stay of this many milliseconds. */
export function dwellBucket(ms: number): string {
  return DWELL.find(([, minutes]) => ms < minutes * 60_000)![0];
}

/** The lease step for this many days, from 1 to {@link LEASE_MOST}. */
export function leaseStep(days: number): number {
  return LEASE_DAYS.find((step) => step >= days) ?? LEASE_MOST;
}
