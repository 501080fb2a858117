import { median } from '../lib/median.ts';

/** Median of the quotients of what was measured in the same round. */
export function pairedRatio(values: readonly number[], floors: readonly number[]): number {
  return median(values.map((value, round) => value / (floors[round] ?? Number.NaN)));
}
