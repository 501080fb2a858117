/**
 * Quantile by linear interpolation between the two nearest values (type 7 of R's `quantile`).
 *
 * @param sorted - Rising.
 * @param p - From 0 to 1.
 * @returns `null` when there are no values.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number | null {
  const place = (sorted.length - 1) * p;
  const below = Math.floor(place);
  const low = sorted[below];
  if (low === undefined) return null;
  const high = sorted[below + 1] ?? low;
  return low + (place - below) * (high - low);
}
