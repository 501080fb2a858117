import { studentAt, studentBelow } from './distributions.ts';

/** A mean as it is known: with the variance of the mean itself. */
export interface Mean {
  readonly n: number;
  readonly mean: number;
  /** Variance of the mean: that of a single value over n, and what rounding adds. */
  readonly variance: number;
}

/** An estimate with its error. */
export interface Estimate {
  readonly value: number;
  /** Standard error. */
  readonly error: number;
  /** Confidence interval of a fixed sample: valid when it is looked at once. */
  readonly interval: readonly [low: number, high: number];
  /** Two-sided, of no difference. */
  readonly p: number;
  /** Degrees of freedom (Welch and Satterthwaite). */
  readonly degrees: number;
}

/**
 * Treatment minus control, with Welch's interval: variances may differ.
 *
 * @param level - Confidence, between 0 and 1.
 */
export function differenceOf(control: Mean, treatment: Mean, level = 0.95): Estimate {
  const value = treatment.mean - control.mean;
  const degrees = degreesOf(control, treatment);
  return estimate({ value, variance: control.variance + treatment.variance, degrees, level });
}

/**
 * Treatment over control, minus 1, with the delta method's error.
 *
 * @param base - What the change is relative to; the control's mean unless given.
 * @returns `null` where that is 0.
 */
export function relativeOf(
  control: Mean,
  treatment: Mean,
  level = 0.95,
  base: number = control.mean,
): Estimate | null {
  if (base === 0) return null;
  const change = treatment.mean - control.mean;
  const ratio = (base + change) / base;
  const variance = treatment.variance / base ** 2 + (control.variance * ratio ** 2) / base ** 2;
  const degrees = degreesOf(control, treatment);
  return estimate({ value: change / base, variance, degrees, level });
}

function degreesOf(a: Mean, b: Mean): number {
  const sum = a.variance ** 2 / (a.n - 1) + b.variance ** 2 / (b.n - 1);
  return sum > 0 ? (a.variance + b.variance) ** 2 / sum : a.n + b.n - 2;
}

function estimate(parts: {
  readonly value: number;
  readonly variance: number;
  readonly degrees: number;
  readonly level: number;
}): Estimate {
  const { value, variance, degrees, level } = parts;
  const error = Math.sqrt(variance);
  const half = studentAt((1 + level) / 2, degrees) * error;
  const p = error > 0 ? 2 * studentBelow(-Math.abs(value) / error, degrees) : 1;
  return { value, error, interval: [value - half, value + half], p, degrees };
}

/**
 * Half the width of an interval that is valid at every look, however often (asymptotic confidence
 * sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2021).
 *
 * @param error - Standard error of the estimate.
 * @param n - Browsers of both arms together.
 * @param tuning - The number of browsers at which the interval should be at its narrowest.
 */
export function alwaysValidHalf(error: number, n: number, tuning: number, level = 0.95): number {
  const alpha = 1 - level;
  const rho = (-2 * Math.log(alpha) + Math.log(1 - 2 * Math.log(alpha))) / tuning;
  const grown = n * rho + 1;
  return (
    error *
    Math.sqrt(n) *
    Math.sqrt((2 * grown * Math.log(Math.sqrt(grown) / alpha)) / (n ** 2 * rho))
  );
}
