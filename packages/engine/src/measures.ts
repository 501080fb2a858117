import * as code from './code.ts';
import { type Doubt, type Kernel, type Measure, UNKNOWN } from './kernel.ts';
import { newestValues } from './newest-values.ts';
import { firstAt, need, type Stream, totalAt, totalBefore } from './stream.ts';
import { openWindow, untilLapse } from './window.ts';

/** What a measure is built from. */
export interface Builder {
  readonly kernel: Kernel;
  /** Builds another measure that this one is made of. */
  readonly measure: (code: code.MeasureCode) => Measure;
  /** A stream by number; the leaf that is being built is looked at whenever it grows. */
  readonly stream: (index: number, window?: code.WindowCode, count?: number) => Stream;
  /** The leaf that is being built is looked at whenever this segment changes. */
  readonly follow: (segment: number) => void;
}

/** Lowers the kernel's `until` to the first crossing after an instant. */
export type Search = (kernel: Kernel, measure: Measure, cuts: readonly number[], t: number) => void;

/** Makes a measure of one kind. */
export type MeasureMaker = (code: code.MeasureCode, builder: Builder) => Measure;

/** The longest that a calendar unit and the one before it can last, in ms. */
const TWO_UNITS_MS = [3, 15, 63].map((days) => days * 86_400_000);

/** Notes what a window needs of a stream. */
export function needWindow(stream: Stream, [kind, a]: code.WindowCode, count: number): void {
  if (kind === code.ROLLING) need(stream, a!, count);
  else if (kind === code.CALENDAR) need(stream, TWO_UNITS_MS[a!]!, count);
  else need(stream, Infinity, kind === code.EVER ? count : Infinity);
  if (kind === code.SESSIONS) stream.hasSessions = true;
}

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
    const before = window[0] === code.EVER ? 0 : high > low ? totalBefore(stream, low) : 0;
    return high > low ? (totalAt(stream, high - 1) - before) / scale : 0;
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
