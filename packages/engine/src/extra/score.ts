import * as code from '../code.ts';
import type { Kernel, Measure } from '../kernel.ts';
import { type Builder, extreme } from '../measures.ts';
import type { Stream } from '../stream.ts';
import { look } from './values.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Weights are whole numbers of this part of one. */
const WHOLE = 2 ** 30;

/** Kind of decay (none, half-life, linear, steps) and its numbers. */
type DecayCode = readonly [kind: number, ...rest: number[]];
type ClauseCode = readonly [stream: number, points: number, cap: number | null, perSession: 0 | 1];

/** What is left of one point at an age in ms, in whole units. */
export function weightOf([kind, a = 0, b = 0, ...steps]: DecayCode, ageMs: number): number {
  const age = Math.floor(ageMs / MINUTE_MS) * MINUTE_MS;
  if (kind === 0) return WHOLE;
  if (kind === 1) return Math.round(WHOLE * 2 ** (-age / a));
  if (kind === 2) {
    return Math.round(WHOLE * Math.max(0, 1 - a * (Math.max(0, age - b) / DAY_MS)));
  }
  let keep = 1;
  const all = [a, b, ...steps];
  for (let i = 0; i < all.length && age >= all[i]!; i += 2) keep = all[i + 1]!;
  return Math.round(WHOLE * keep);
}

/** Decayed points: each clause capped, then their sum. */
export function makeScore(measure: code.MeasureCode, { kernel, stream: use }: Builder): Measure {
  const [, decay, cap, ...clauses] = measure as readonly [
    number,
    DecayCode,
    number | null,
    ...ClauseCode[],
  ];
  const parts = clauses.map(([index, points, most, perSession]) => {
    const window: code.WindowCode = perSession ? [code.SESSIONS, 1] : [code.EVER];
    const stream = use(index, window);
    return (t: number): number => {
      look(kernel, stream, window, t);
      const sum = pointsOf(kernel, stream, decay, points, t) / WHOLE;
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
  decay: DecayCode,
  points: number,
  t: number,
): number {
  // Weights only fall.
  const at = extreme(kernel, t, points < 0);
  let sum = 0;
  for (let place = kernel.low; place < kernel.high; place++) {
    const weight = weightOf(decay, at - instants[place]!);
    if (weight > 0 && decay[0] !== 0) kernel.slope = Number.NaN;
    sum += points * weight;
  }
  return sum;
}
