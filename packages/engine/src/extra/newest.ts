import type * as code from '../code.ts';
import { type Measure, UNKNOWN, type Value } from '../kernel.ts';
import { type Builder, extreme } from '../measures.ts';
import { openWindow } from '../window.ts';

/** A value by its place in event order. */
export function makeNth(measure: code.MeasureCode, { kernel, stream: use }: Builder): Measure {
  const [, index, window, n] = measure as readonly [number, number, code.WindowCode, number];
  const stream = use(index, window, n < 0 ? -n : Infinity);
  return (t) => {
    const { doubt } = kernel;
    openWindow(kernel, stream, window, t);
    const place = n < 0 ? kernel.high + n : kernel.low + n - 1;
    // What came before cannot change which is the newest.
    if (n < 0 && place >= kernel.low && stream.t[place]! >= stream.since) kernel.doubt = doubt;
    const value: Value = place >= kernel.low && place < kernel.high ? stream.v[place] : undefined;
    return value ?? undefined;
  };
}

/** How long a segment has been held. */
export function makeInFor([, segment]: code.MeasureCode, { kernel }: Builder): Measure {
  return (t) => {
    const state = kernel.members.state[segment as number]!;
    if (state === 1) kernel.doubt = UNKNOWN;
    if (state < 2) return undefined;
    kernel.slope = 1;
    return extreme(kernel, t, true) - kernel.members.since[segment as number]!;
  };
}
