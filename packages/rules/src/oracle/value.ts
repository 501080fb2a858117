import type { Scalar, ValueTest } from '../ast.ts';
import { parseInstant } from './instant.ts';

/** What a measure gives: a number, a text, a truth, a set; `null` is *absent*. */
export type Value = Scalar | readonly Scalar[] | null;

/**
 * What a measure may be, given that not everything was recorded.
 *
 * - `exact`: nothing that may be missing could change the value.
 * - `whole-up`: any whole number from the value upward.
 * - `thousandths-up`: any number of thousandths from the value upward.
 * - `any`: missing events could make it anything, absent too.
 */
export type Spread = 'exact' | 'whole-up' | 'thousandths-up' | 'any';

/** True, false, or unknown: Kleene's three values. */
export type Truth = true | false | null;

/**
 * Whether a value passes one test. Absent passes none but `exists: false`.
 *
 * Text thresholds of an order are dates: the value is an instant then.
 */
export function passesValue(test: ValueTest, value: Value): boolean {
  if (test.op === 'exists') return (value !== null) === test.value;
  if (value === null) return false;
  switch (test.op) {
    case 'eq':
      return value === test.value;
    case 'ne':
      return value !== test.value;
    case 'in':
      return test.values.some((wanted) => value === wanted);
    case 'notIn':
      return !test.values.some((wanted) => value === wanted);
    case 'includes':
      return Array.isArray(value) && value.includes(test.value);
    case 'between':
      return typeof value === 'number' && value >= test.from && value <= test.to;
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte': {
      const order = orderOf(value, test.value);
      if (order === null) return false;
      if (test.op === 'gt') return order > 0;
      if (test.op === 'gte') return order >= 0;
      return test.op === 'lt' ? order < 0 : order <= 0;
    }
  }
}

function orderOf(value: Value, threshold: number | string): number | null {
  if (typeof value === 'number') {
    const limit = typeof threshold === 'string' ? parseInstant(threshold) : threshold;
    return limit === null ? null : value - limit;
  }
  if (typeof value !== 'string' || typeof threshold !== 'string') return null;
  if (value === threshold) return 0;
  return value < threshold ? -1 : 1;
}

/**
 * Whether all tests hold, as far as is known.
 *
 * Why it is right. With `any` spread nothing can be said. Otherwise the true value is one of a
 * row of numbers from `value` upward: the answer is known iff it is the same for all of those.
 * A test over numbers changes its answer at its own thresholds only, so it is enough to try the
 * value itself and, around each threshold, the nearest numbers of the row below, at and above.
 */
export function passesKnown(tests: readonly ValueTest[], value: Value, spread: Spread): Truth {
  const holds = (v: Value): boolean => tests.every((test) => passesValue(test, v));
  if (spread === 'exact') return holds(value);
  if (spread === 'any' || typeof value !== 'number') return null;
  const perUnit = spread === 'whole-up' ? 1 : 1000;
  const near = tests.flatMap(thresholds).flatMap((x) => {
    const below = Math.floor(x * perUnit);
    return [below - 1, below, below + 1].map((row) => row / perUnit);
  });
  const answers = [value, ...near.filter((x) => x > value)].map(holds);
  if (answers.every((answer) => answer)) return true;
  return answers.some((answer) => answer) ? null : false;
}

/** The numbers at which a test's answer may change. */
export function thresholds(test: ValueTest): number[] {
  const numbers = (values: readonly (Scalar | null)[]): number[] =>
    values.filter((value) => typeof value === 'number');
  switch (test.op) {
    case 'exists':
    case 'includes':
      return [];
    case 'in':
    case 'notIn':
      return numbers(test.values);
    case 'between':
      return [test.from, test.to];
    default:
      return numbers([typeof test.value === 'string' ? parseInstant(test.value) : test.value]);
  }
}

export function not(a: Truth): Truth {
  return a === null ? null : !a;
}

/** Kleene's "at least `n` of these": `all` and `any` are the ends of it. */
export function atLeast(n: number, of: readonly Truth[]): Truth {
  const sure = of.filter((a) => a === true).length;
  const possible = of.filter((a) => a !== false).length;
  if (sure >= n) return true;
  return possible >= n ? null : false;
}
