import * as code from './code.ts';
import { compileFilter, type ParamsTest } from './filter.ts';
import {
  AT_LEAST,
  type Kernel,
  type Measure,
  NO,
  PERHAPS,
  UNKNOWN,
  type Value,
  YES,
} from './kernel.ts';
import type { Builder, TotalCode } from './measures.ts';
import { lastPlace } from './stream.ts';

/** Answers a comparison at an instant, in the kernel's `until` too. */
export type Leaf = (t: number) => number;

/** Makes the comparison of a program; `code` is none of a segment's state. */
export function makeLeaf(leaf: Exclude<code.LeafCode, number>, builder: Builder): Leaf {
  const [measure, answers, ...cuts] = leaf;
  if (typeof answers !== 'number') {
    const { kernel } = builder;
    const test = compileFilter(answers, undefined, kernel.extra?.filter);
    return makeTested(kernel, builder.measure(measure), test, cuts);
  }
  const [kind, , window] = measure as TotalCode;
  return kind === code.TOTAL && window[0] === code.ROLLING && !window[2]
    ? makeTrailing(measure as TotalCode, answers, cuts, builder)
    : makeStepped(builder.kernel, builder.measure(measure), answers, cuts);
}

/** Resets the kernel's registers and asks for a value. */
export function ask(kernel: Kernel, measure: Measure, t: number): Value {
  kernel.until = Infinity;
  kernel.doubt = 0;
  kernel.slope = 0;
  return measure(t);
}

/** A comparison of a whole number that may be uncertain upwards. */
function makeStepped(kernel: Kernel, measure: Measure, answers: number, cuts: number[]): Leaf {
  return (t) => {
    const value = ask(kernel, measure, t) as number;
    if (kernel.doubt === UNKNOWN) return PERHAPS;
    let stretch = 0;
    while (stretch < cuts.length && value >= cuts[stretch]!) stretch++;
    const possible = kernel.doubt === AT_LEAST ? (2 << cuts.length) - (1 << stretch) : 1 << stretch;
    const yes = answers & possible;
    return yes === 0 ? NO : yes === possible ? YES : PERHAPS;
  };
}

/**
 * A comparison of a total over the time just past: as entries only leave, the newest entry from
 * which on the total reaches a cut says whether it holds, and until when.
 */
function makeTrailing(measure: TotalCode, answers: number, cuts: number[], builder: Builder): Leaf {
  const { kernel } = builder;
  const [, index, window, scale = 1] = measure;
  const { kind, since } = kernel.streams[index]!;
  // The exact way needs more entries, but only where the record is incomplete or totals fall.
  const isSure = kind === code.COUNT && since === -Infinity;
  const stream = builder.stream(index, window, isSure ? Math.max(0, ...cuts) : Infinity);
  const exact = isSure ? undefined : makeStepped(kernel, builder.measure(measure), answers, cuts);
  const widthMs = window[1]!;

  return (t) => {
    if (exact && (stream.falls || t - widthMs < stream.since - 1)) return exact(t);
    kernel.until = Infinity;
    for (let j = cuts.length; j > 0; j--) {
      const step = Math.round(cuts[j - 1]! * scale);
      const place = step > 0 ? lastPlace(stream, step) : Infinity;
      // A look before the start of a list is slow.
      const start = place < 0 ? -Infinity : (stream.t[place] ?? Infinity);
      if (start > t - widthMs) {
        kernel.until = start + widthMs;
        return answers & (1 << j) ? YES : NO;
      }
    }
    return answers & 1 ? YES : NO;
  };
}

/** A comparison of any value. */
function makeTested(
  kernel: Kernel,
  measure: Measure,
  test: ParamsTest,
  cuts: readonly number[],
): Leaf {
  return (t) => {
    const value = ask(kernel, measure, t);
    if (kernel.doubt) return PERHAPS;
    if (kernel.slope === 1) untilCut(kernel, value as number, cuts, t);
    else if (kernel.slope !== 0) kernel.extra!.search(kernel, measure, cuts, t);
    return test(value, t) ? YES : NO;
  };
}

/** Lowers `until` to where a value that grows with time meets, or passes, what it is compared with. */
function untilCut(kernel: Kernel, value: number, cuts: readonly number[], t: number): void {
  for (const cut of cuts) {
    const met = t + Math.max(1, Math.ceil(cut - value));
    if (cut >= value && met < kernel.until) kernel.until = met;
  }
}
