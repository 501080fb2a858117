import * as code from './code.ts';
import { AT_LEAST, type Doubt, type Kernel, type Measure } from './kernel.ts';
import { newestValues } from './newest-values.ts';
import { firstAt, type Stream, totalAt, totalBefore } from './stream.ts';
import { openWindow } from './window.ts';

/** What a measure is built from. */
export interface Builder {
  readonly kernel: Kernel;
  /** Builds another measure that this one is made of. */
  readonly measure: (code: code.MeasureCode) => Measure;
  /**
   * A stream by number.
   *
   * @param window - What the measure looks at of it, for those who let go of the rest.
   * @param count - How many of the newest entries of that it looks at; all unless given.
   * @param bySession - Whether it looks at the numbers of the sessions.
   */
  readonly stream: (
    index: number,
    window?: code.WindowCode,
    count?: number,
    bySession?: boolean,
  ) => Stream;
}

/** Lowers the kernel's `until` to the first crossing after an instant. */
export type Search = (kernel: Kernel, measure: Measure, cuts: readonly number[], t: number) => void;

/** Makes a measure of one kind. */
export type MeasureMaker = (code: code.MeasureCode, builder: Builder) => Measure;

/** Makes the measures of the core. */
export const makeMeasure: MeasureMaker = (measure, { kernel, stream: use }) => {
  // The argument is the scale of a total, whether the oldest is asked for, or the cap.
  const [kind, index, window, arg = 1, doubt] = measure as TotalCode;
  const isTotal = kind === code.TOTAL;
  const isSince = kind === code.SINCE;
  const isEver = isTotal && window[0] === code.EVER;
  const stream = use(index, window, isEver ? 0 : isSince && !arg ? 1 : Infinity);
  const places = isTotal || isSince ? [] : newestValues(stream).places;
  return (t) => {
    const before = kernel.doubt;
    openWindow(kernel, stream, window, t, isTotal || isSince ? doubt : AT_LEAST);
    const { low, high } = kernel;
    if (isTotal) {
      if (high <= low) return 0;
      return (totalAt(stream, high - 1) - (isEver ? 0 : totalBefore(stream, low))) / arg;
    }
    if (isSince) {
      if (high <= low) return undefined;
      const at = stream.t[arg ? low : high - 1]!;
      // What came before cannot change which is the newest.
      if (!arg && at >= stream.since) kernel.doubt = before;
      kernel.slope = 1;
      return extreme(kernel, t, true) - at;
    }
    const count =
      high < stream.t.length
        ? new Set(stream.v.slice(low, high)).size
        : places.length - firstAt(places, low);
    return Math.min(arg, count);
  };
};

/** The arguments of `TOTAL`. */
export type TotalCode = readonly [
  number,
  stream: number,
  window: code.WindowCode,
  scale?: number,
  doubt?: Doubt,
];

/** The instant at which something that only rises, or only falls, is at the side asked for. */
export function extreme({ side, early, late }: Kernel, t: number, rises: boolean): number {
  return side === 0 ? t : side > 0 === rises ? late : early;
}
