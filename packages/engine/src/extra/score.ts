import * as code from '../code.ts';
import type { Measure } from '../kernel.ts';
import { type Builder, extreme } from '../measures.ts';
import { firstAt } from '../stream.ts';
import { look } from './values.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Weights are whole numbers of this part of one. */
const WHOLE = 2 ** 30;

/** Kind of decay (none, half-life, linear, steps) and its numbers. */
type DecayCode = readonly [kind: number, ...rest: number[]];
type ClauseCode = readonly [stream: number, points: number, cap: number | null, perSession: 0 | 1];

/** What is left of one point at an age in ms, in whole units. */
function weightOf([kind, a = 0, b = 0, ...steps]: DecayCode): (ageMs: number) => number {
  const all = [a, b, ...steps];
  return (ageMs) => {
    const age = Math.floor(ageMs / MINUTE_MS) * MINUTE_MS;
    let keep = 1;
    if (kind === 1) keep = 2 ** (-age / a);
    if (kind === 2) keep = Math.max(0, 1 - a * (Math.max(0, age - b) / DAY_MS));
    for (let i = 0; kind === 3 && age >= all[i]!; i += 2) keep = all[i + 1]!;
    return Math.round(WHOLE * keep);
  };
}

/** Decayed points: each clause capped, then their sum. */
export function makeScore(measure: code.MeasureCode, { kernel, stream: use }: Builder): Measure {
  const [, decay, cap, ...clauses] = measure as readonly [
    number,
    DecayCode,
    number | null,
    ...ClauseCode[],
  ];
  const weight = weightOf(decay);
  // After 32 halvings less than half a unit is left.
  const lastMs = decay[0] === 1 ? 32 * decay[1]! + MINUTE_MS : Infinity;
  const parts = clauses.map(([index, points, most, perSession]) => {
    const window: code.WindowCode = perSession ? [code.SESSIONS, 1] : [code.EVER];
    const stream = use(index, window);
    return (t: number): number => {
      look(kernel, stream, window, t);
      const { t: instants } = stream;
      // Weights only fall.
      const at = extreme(kernel, t, points < 0);
      let sum = 0;
      for (
        let place = Math.max(kernel.low, firstAt(instants, at - lastMs));
        place < kernel.high;
        place++
      ) {
        sum += points * weight(at - instants[place]!);
      }
      // What is 0 has faded.
      if (decay[0] !== 0 && sum !== 0) kernel.slope = Number.NaN;
      return Math.min(sum / WHOLE, most ?? Infinity);
    };
  });
  return (t) => {
    let sum = 0;
    for (const part of parts) sum += part(t);
    return Math.min(sum, cap ?? Infinity);
  };
}
