import type { Kernel, Measure, Value } from '../kernel.ts';
import type { Search } from '../measures.ts';

/**
 * How far a search looks; then the leaf is looked at again. Events come before most crossings do,
 * and make what was found of them worthless.
 */
const FAR_MS = 86_400_000;
/** How many stretches a search may look at before it rests where it is. */
const MOST = 64;

/**
 * Finds the first instant at which a moving value stands otherwise to any of several numbers.
 *
 * It asks for the least and the greatest value of a stretch of time: where both stand alike to
 * every number, nothing is crossed in between; where not, it looks into the halves, the earlier
 * one first.
 */
export const searchCrossing: Search = (kernel, measure, cuts, t) => {
  const { until, doubt, slope } = kernel;
  let budget = MOST;
  const at = (now: number): Value => measure(now);
  const side = (early: number, late: number, which: number): Value => {
    Object.assign(kernel, { early, late, side: which });
    const value = measure(early);
    kernel.side = 0;
    return value;
  };
  const isStill = (early: number, late: number): boolean => {
    const greatest = side(early, late, 1);
    // A label is given only where it is sure to stay; `true` and `false` where it is not.
    if (typeof greatest === 'string' || greatest === true) return greatest !== true;
    return isAlike(greatest, side(early, late, -1), cuts);
  };
  const now = at(t);
  /** First instant after `early`, up to `late`, that differs from now; `Infinity` for none. */
  const search = (early: number, late: number): number => {
    if (budget-- < 0) return early;
    if (isStill(early, late)) return isAlike(at(late), now, cuts) ? Infinity : early;
    if (late - early <= 1) return isAlike(at(late), now, cuts) ? Infinity : late;
    const middle = Math.floor((early + late) / 2);
    const first = search(early, middle);
    return first < Infinity ? first : search(middle, late);
  };
  // At `until` the value is a new one anyway.
  const end = Math.min(until - 1, t + FAR_MS);
  const found = end > t ? search(t, end) : Infinity;
  kernel.until = Math.max(t + 1, Math.min(found, until, t + FAR_MS));
  kernel.doubt = doubt;
  kernel.slope = slope;
};

/** Whether two values stand alike to all numbers. */
function isAlike(a: Value, b: Value, cuts: readonly number[]): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return a === b;
  return cuts.every((cut) => Math.sign(a - cut) === Math.sign(b - cut));
}

/** A part's value now, or its least or greatest one; notes that the whole moves if the part does. */
export function partOf(kernel: Kernel, part: Measure, t: number, flips = false): Value {
  const { side } = kernel;
  if (flips) kernel.side = -side;
  kernel.slope = 0;
  const value = part(t);
  kernel.side = side;
  return value;
}
