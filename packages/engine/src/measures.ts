import * as code from './code.ts';
import { type Doubt, type Kernel, type Measure, UNKNOWN } from './kernel.ts';
import { newestValues } from './newest-values.ts';
import { firstAt, type Stream, totalAt, totalBefore } from './stream.ts';
import { openWindow, untilLapse } from './window.ts';

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
export const makeMeasure: MeasureMaker = (measure, builder) => {
  const [kind] = measure;
  return (kind === code.TOTAL ? makeTotal : kind === code.SINCE ? makeSince : makeDistinct)(
    measure,
    builder,
  );
};

function makeTotal(measure: code.MeasureCode, { kernel, stream: use }: Builder): Measure {
  const [, index, window, scale = 1, doubt = UNKNOWN] = measure as TotalCode;
  const stream = use(index, window, window[0] === code.EVER ? 0 : Infinity);
  return (t) => {
    openWindow(kernel, stream, window, t, doubt);
    untilLapse(kernel, stream, window);
    const { low, high } = kernel;
    if (high <= low) return 0;
    const before = window[0] === code.EVER ? 0 : totalBefore(stream, low);
    return (totalAt(stream, high - 1) - before) / scale;
  };
}
/** The arguments of `TOTAL`. */
export type TotalCode = readonly [
  number,
  stream: number,
  window: code.WindowCode,
  scale?: number,
  doubt?: Doubt,
];

function makeSince(measure: code.MeasureCode, { kernel, stream: use }: Builder): Measure {
  const [, index, window, oldest] = measure as readonly [number, number, code.WindowCode, number];
  const stream = use(index, window, oldest ? Infinity : 1);
  return (t) => {
    const { doubt } = kernel;
    openWindow(kernel, stream, window, t);
    untilLapse(kernel, stream, window);
    if (kernel.high <= kernel.low) return undefined;
    const at = stream.t[oldest ? kernel.low : kernel.high - 1]!;
    if (!oldest && at >= stream.since) kernel.doubt = doubt;
    kernel.slope = 1;
    return extreme(kernel, t, true) - at;
  };
}

function makeDistinct(measure: code.MeasureCode, { kernel, stream: use }: Builder): Measure {
  const [, index, window, cap] = measure as readonly [number, number, code.WindowCode, number];
  const stream = use(index, window);
  const { places } = newestValues(stream);
  return (t) => {
    openWindow(kernel, stream, window, t, 1);
    const { low, high } = kernel;
    const isTrailing = window[0] === code.ROLLING && !window[2];
    if (!isTrailing) untilLapse(kernel, stream, window);
    if (high < stream.t.length) return Math.min(cap, new Set(stream.v.slice(low, high)).size);
    const count = Math.min(cap, places.length - firstAt(places, low));
    if (count && isTrailing) {
      const lapse = stream.t[places.at(-count)!]! + window[1]!;
      kernel.until = Math.min(kernel.until, lapse);
    }
    return count;
  };
}

/** The instant at which something that only rises, or only falls, is at the side asked for. */
export function extreme({ side, early, late }: Kernel, t: number, rises: boolean): number {
  return side === 0 ? t : side > 0 === rises ? late : early;
}
