import {
  alwaysValidHalf,
  differenceOf,
  type Estimate,
  type Mean,
  relativeOf,
} from './difference.ts';
import { levelCells } from './level-cells.ts';
import type { MetricRow } from './metric-row.ts';
import { cupedWeight, type Moments, momentsOf, type PairCell } from './moments.ts';

/** What a treatment changed in an outcome. */
export interface Lift {
  /** Browsers that were assigned, exposed or not. */
  readonly browsers: { readonly control: number; readonly treatment: number };
  /** Mean outcome a browser, as it was counted. */
  readonly means: { readonly control: number; readonly treatment: number };
  /** Treatment minus control, the pre-period's share taken off. */
  readonly absolute: Estimate;
  /** The same over the control's mean; `null` where that is 0. */
  readonly relative: Estimate | null;
  /** Interval of the absolute lift that holds at every look. */
  readonly alwaysValid: readonly [low: number, high: number];
  /** Share of the variance that the pre-period took off, 0 to 1. */
  readonly explained: number;
}

/** What to compare, and how. */
export interface LiftOptions {
  readonly experiment: string;
  readonly control: string;
  readonly treatment: string;
  readonly outcome: string;
  /** What a browser on each level, from 0 up, is taken to have brought; see `levelScores`. */
  readonly scores: readonly number[];
  /** Confidence of the intervals; 0.95 unless given. */
  readonly level?: number;
  /** Step to which the cells were rounded, which widens the intervals; 0 unless given. */
  readonly step?: number;
  /** Browsers at which the always-valid interval is narrowest; 5,000 unless given. */
  readonly tuning?: number;
}

/**
 * Scores for levels that begin at these sums: 0, and then the least sum of each level. So an
 * outcome is never overstated; clipping and levels take the same from every arm.
 */
export function levelScores(levels: readonly number[]): number[] {
  return [0, ...levels];
}

/**
 * The lift of an experiment's outcome, by intention to treat, with CUPED.
 *
 * While browsers are inside their horizon it is the lift of what has happened so far; arms are
 * alike in that.
 *
 * @param rows - Of one day as the metrics API gives them, or all moves until then.
 * @returns `null` when an arm has fewer than two browsers.
 */
export function liftOf(rows: readonly MetricRow[], options: LiftOptions): Lift | null {
  const { experiment, control, treatment, outcome, scores, level = 0.95 } = options;
  const arms = [control, treatment].map((arm) =>
    levelCells(rows, { arm: `${experiment}:${arm}`, outcome, scores }),
  ) as [PairCell[], PairCell[]];
  const [a, b] = arms.map(momentsOf) as [Moments | null, Moments | null];
  if (!a || !b) return null;
  const weight = cupedWeight(a, b);
  const step = options.step ?? 0;
  const before = adjusted(a, arms[0], weight, step);
  const after = adjusted(b, arms[1], weight, step);
  const absolute = differenceOf(before, after, level);
  const half = alwaysValidHalf(absolute.error, a.n + b.n, options.tuning ?? 5_000, level);
  const plain = a.varianceY / a.n + b.varianceY / b.n;
  const rest = adjusted(a, [], weight, 0).variance + adjusted(b, [], weight, 0).variance;
  return {
    browsers: { control: a.n, treatment: b.n },
    means: { control: a.meanY, treatment: b.meanY },
    absolute,
    relative: relativeOf(before, after, level, a.meanY),
    alwaysValid: [absolute.value - half, absolute.value + half],
    explained: plain > 0 ? Math.max(0, 1 - rest / plain) : 0,
  };
}

/**
 * The mean without the pre-period's share. A cell that was rounded to a step is off by a uniform
 * error of variance step² / 12, which moves the mean by its distance from it.
 */
function adjusted(m: Moments, cells: readonly PairCell[], weight: number, step: number): Mean {
  const mean = m.meanY - weight * m.meanX;
  const variance = m.varianceY - 2 * weight * m.covariance + weight ** 2 * m.varianceX;
  const pull = cells.reduce((sum, { x, y }) => sum + (y - weight * x - mean) ** 2, 0);
  const rounding = (pull * (step ** 2 / 12)) / m.n ** 2;
  return { n: m.n, mean, variance: Math.max(0, variance) / m.n + rounding };
}
