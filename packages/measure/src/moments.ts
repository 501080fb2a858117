/** So many browsers with the same value before (x) and after (y). */
export interface PairCell {
  readonly x: number;
  readonly y: number;
  /** Browsers; 0 or more. */
  readonly n: number;
}

/** What an arm's cells come to. */
export interface Moments {
  readonly n: number;
  readonly meanX: number;
  readonly meanY: number;
  /** Unbiased: over n − 1. */
  readonly varianceX: number;
  readonly varianceY: number;
  readonly covariance: number;
}

/**
 * Means, variances and covariance of counted pairs.
 *
 * @returns `null` for fewer than two browsers, which have no variance.
 */
export function momentsOf(cells: readonly PairCell[]): Moments | null {
  const n = cells.reduce((sum, cell) => sum + cell.n, 0);
  if (n < 2) return null;
  const mean = (of: (cell: PairCell) => number): number =>
    cells.reduce((sum, cell) => sum + cell.n * of(cell), 0) / n;
  const meanX = mean(({ x }) => x);
  const meanY = mean(({ y }) => y);
  const unbiased = n / (n - 1);
  return {
    n,
    meanX,
    meanY,
    varianceX: mean(({ x }) => (x - meanX) ** 2) * unbiased,
    varianceY: mean(({ y }) => (y - meanY) ** 2) * unbiased,
    covariance: mean(({ x, y }) => (x - meanX) * (y - meanY)) * unbiased,
  };
}

/**
 * How much of the outcome's variance the pre-period explains, from two arms together: the weight
 * with which CUPED takes the pre-period off (Deng, Xu, Kohavi and Walker 2013, with one weight for
 * both arms).
 *
 * @returns 0 where the pre-period does not vary.
 */
export function cupedWeight(a: Moments, b: Moments): number {
  const share = (of: (moments: Moments) => number): number => (a.n - 1) * of(a) + (b.n - 1) * of(b);
  const variance = share(({ varianceX }) => varianceX);
  return variance > 0 ? share(({ covariance }) => covariance) / variance : 0;
}
