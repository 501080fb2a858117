import { chiSquaredBelow } from './distributions.ts';
import type { MetricRow } from './metric-row.ts';

/** p-value below which arms should be taken for wrongly filled, as is usual. */
export const SAMPLE_RATIO_ALARM = 0.001;

/**
 * Whether arms were filled as they should have been: the p-value of Pearson's chi-squared test.
 *
 * Below {@link SAMPLE_RATIO_ALARM} something loses or doubles browsers of an arm, and no lift of
 * the experiment can be trusted.
 *
 * @param observed - Browsers in each arm.
 * @param weights - What was planned, in any unit.
 * @throws RangeError for fewer than two arms, nobody in any, or a number that cannot be.
 */
export function sampleRatioTest(observed: readonly number[], weights: readonly number[]): number {
  const n = observed.reduce((sum, one) => sum + one, 0);
  const whole = weights.reduce((sum, one) => sum + one, 0);
  const fits = observed.length > 1 && observed.length === weights.length;
  if (
    !fits ||
    !(n > 0) ||
    observed.some((one) => !(one >= 0)) ||
    weights.some((one) => !(one > 0))
  ) {
    throw new RangeError(
      'Two or more arms with planned weights, and somebody in them, are needed.',
    );
  }
  const statistic = observed.reduce((sum, one, i) => {
    const expected = (n * weights[i]!) / whole;
    return sum + (one - expected) ** 2 / expected;
  }, 0);
  return 1 - chiSquaredBelow(statistic, observed.length - 1);
}

/**
 * Browsers assigned to each arm of an experiment.
 *
 * @param rows - As for `liftOf`.
 * @param outcome - Any of the experiment's: each counts every browser once.
 * @returns Arm → browsers; arms that nobody is in are missing.
 */
export function assignedTo(
  rows: readonly MetricRow[],
  { experiment, outcome }: { experiment: string; outcome: string },
): Map<string, number> {
  const arms = new Map<string, number>();
  for (const { metric, arm = '', bucket = '', value } of rows) {
    const [id, name = ''] = arm.split(':');
    if (metric !== 'level' || id !== experiment || !bucket.startsWith(`${outcome}:`)) continue;
    arms.set(name, (arms.get(name) ?? 0) + value);
  }
  return arms;
}
