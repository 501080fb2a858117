import type { ValueTest } from '../ast.ts';
import { parseInstant } from './instant.ts';

/** More stretches than this do not fit into the bits of an answer. */
const MOST_CUTS = 28;

/** Where along the numbers an answer changes. */
export interface Cuts {
  /** Values from which on another stretch begins, rising. */
  readonly at: readonly number[];
  /** Bit j is the answer in the stretch before the j-th cut. */
  readonly answers: number;
}

/**
 * Turns tests of a number that moves in whole steps of `1 / scale` into stretches with one answer
 * each, so that the engine need not test but only see which stretch it is in.
 *
 * @param isNeverBelowZero - Leaves out cuts that nothing can lie below.
 * @returns `null` when there are too many.
 */
export function cutsOf(
  tests: readonly ValueTest[],
  scale: number,
  isNeverBelowZero: boolean,
): Cuts | null {
  const steps = [...new Set(tests.flatMap(thresholds).flatMap((at) => around(at, scale)))]
    .filter((step) => !isNeverBelowZero || step > 0)
    .sort((a, b) => a - b);
  if (steps.length > MOST_CUTS) return null;
  const stretches = [steps.length > 0 ? steps[0]! - 1 : 0, ...steps];
  const answers = stretches.map((step) => tests.every((test) => holds(test, step / scale)));
  const kept = answers.map((answer, j) => j === 0 || answer !== answers[j - 1]);
  return {
    at: steps.filter((_, j) => kept[j + 1]).map((step) => step / scale),
    answers: answers
      .filter((_, j) => kept[j])
      .reduce((bits, answer, j) => bits | (answer ? 1 << j : 0), 0),
  };
}

/** The numbers that a test compares with. */
export function thresholds(test: ValueTest): number[] {
  if (test.op === 'exists') return [];
  if (test.op === 'between') return [test.from, test.to];
  const values = 'values' in test ? test.values : [test.value];
  return values.map(numberOf).filter((value) => value !== null);
}

/** Texts are dates where an order is asked for. */
function numberOf(value: unknown): number | null {
  return typeof value === 'boolean' ? null : parseInstant(value);
}

/** The first steps at which a value is at least, and above, a threshold. */
function around(threshold: number, scale: number): [number, number] {
  let step = Math.floor(threshold * scale) - 1;
  while (step / scale < threshold) step++;
  const reached = step;
  while (step / scale <= threshold) step++;
  return [reached, step];
}

function holds(test: ValueTest, value: number): boolean {
  switch (test.op) {
    case 'eq':
      return value === test.value;
    case 'ne':
      return value !== test.value;
    case 'in':
      return test.values.includes(value);
    case 'notIn':
      return !test.values.includes(value);
    case 'between':
      return value >= test.from && value <= test.to;
    case 'exists':
      return test.value;
    case 'includes':
      return false;
    default: {
      const limit = numberOf(test.value);
      if (limit === null) return false;
      if (test.op === 'gt') return value > limit;
      if (test.op === 'gte') return value >= limit;
      return test.op === 'lt' ? value < limit : value <= limit;
    }
  }
}
