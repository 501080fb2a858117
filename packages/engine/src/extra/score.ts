import * as code from '../code.ts';
import type { Kernel, Measure } from '../kernel.ts';
import { type Builder, extreme } from '../measures.ts';
import { firstAt, type Stream } from '../stream.ts';
import { look } from './values.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Weights are whole numbers of this part of one. */
const WHOLE = 2 ** 30;

/** Kind of decay (none, half-life, linear, steps) and its numbers. */
type DecayCode = readonly [kind: number, ...rest: number[]];
type ClauseCode = readonly [stream: number, points: number, cap: number | null, perSession: 0 | 1];

/** What is left of one point at an age in ms, in whole units; and the age from which on nothing is. */
function makeWeight([kind, a = 0, b = 0, ...steps]: DecayCode): {
  readonly of: (ageMs: number) => number;
  readonly lastMs: number;
  readonly fades: boolean;
} {
  const minutes = (ageMs: number): number => Math.floor(ageMs / MINUTE_MS) * MINUTE_MS;
  if (kind === 0) return { of: () => WHOLE, lastMs: Infinity, fades: false };
  if (kind === 1) {
    // After 31 halvings less than half a unit is left.
    const of = (ageMs: number): number => Math.round(WHOLE * 2 ** (-minutes(ageMs) / a));
    return { of, lastMs: 32 * a + MINUTE_MS, fades: true };
  }
  if (kind === 2) {
    const of = (ageMs: number): number =>
      Math.round(WHOLE * Math.max(0, 1 - a * (Math.max(0, minutes(ageMs) - b) / DAY_MS)));
    return { of, lastMs: Infinity, fades: true };
  }
  const all = [a, b, ...steps];
  const of = (ageMs: number): number => {
    let keep = 1;
    for (let i = 0; i < all.length && minutes(ageMs) >= all[i]!; i += 2) keep = all[i + 1]!;
    return Math.round(WHOLE * keep);
  };
  return { of, lastMs: Infinity, fades: true };
}

/** Decayed points: each clause capped, then their sum. */
export function makeScore(measure: code.MeasureCode, { kernel, stream: use }: Builder): Measure {
  const [, decay, cap, ...clauses] = measure as readonly [
    number,
    DecayCode,
    number | null,
    ...ClauseCode[],
  ];
  const weight = makeWeight(decay);
  const parts = clauses.map(([index, points, most, perSession]) => {
    const window: code.WindowCode = perSession ? [code.SESSIONS, 1] : [code.EVER];
    const stream = use(index, window);
    return (t: number): number => {
      look(kernel, stream, window, t);
      const sum = pointsOf(kernel, stream, weight, points, t) / WHOLE;
      return most === null ? sum : Math.min(sum, most);
    };
  });
  return (t) => {
    let sum = 0;
    for (const part of parts) sum += part(t);
    return cap === null ? sum : Math.min(sum, cap);
  };
}

/** The decayed points of the window that is open, oldest first; notes whether they still move. */
function pointsOf(
  kernel: Kernel,
  { t: instants }: Stream,
  { of: weightOf, lastMs, fades }: ReturnType<typeof makeWeight>,
  points: number,
  t: number,
): number {
  // Weights only fall.
  const at = extreme(kernel, t, points < 0);
  let sum = 0;
  const first = Math.max(kernel.low, firstAt(instants, at - lastMs));
  for (let place = first; place < kernel.high; place++) {
    sum += points * weightOf(at - instants[place]!);
  }
  // What is 0 has faded.
  if (fades && sum !== 0) kernel.slope = Number.NaN;
  return sum;
}
