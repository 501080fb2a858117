import * as code from './code.ts';
import { type Doubt, type Kernel, UNKNOWN } from './kernel.ts';
import { firstAt, type Stream } from './stream.ts';
import type { CalendarUnit } from './zone.ts';

/**
 * Sets the kernel's `low`, `high`, `start` and `end` to what a window holds of a stream at an
 * instant. Lowers its `until` to the next instant at which it may hold other entries, if nothing
 * more happens, and raises its `doubt` where the window reaches too far back.
 *
 * @param doubt - What a value is when it does.
 */
export function openWindow(
  kernel: Kernel,
  stream: Stream,
  window: code.WindowCode,
  now: number,
  doubt: Doubt = UNKNOWN,
): void {
  const [kind, a, b] = window;
  const { t } = stream;
  let known = Infinity;
  let lapse = Infinity;
  let start = -Infinity;
  let end = Infinity;
  let low = 0;
  if (kind === code.ROLLING) {
    start = now - a! + 1;
    low = firstAt(t, start);
    if (b) end = now - b + 1;
    known = stream.since + a! - 1;
  } else if (kind === code.CALENDAR) {
    const unit = a as CalendarUnit;
    const ordinal = kernel.calendar.ordinal(unit, now);
    start = kernel.calendar.start(unit, ordinal - b!);
    low = firstAt(t, start);
    lapse = known = kernel.calendar.start(unit, ordinal + 1);
    if (b) end = kernel.calendar.start(unit, ordinal);
  } else if (kind > code.CALENDAR) {
    ({ start, low, end, known, lapse } = kernel.extra!.bounds(kernel, stream, window, now));
  }
  const high = end < Infinity ? firstAt(t, end) : t.length;
  if (low >= t.length) lapse = Infinity;
  else if (kind === code.ROLLING) lapse = Math.min(t[low]! + a!, (t[high] ?? Infinity) + (b ?? 0));
  kernel.low = low;
  kernel.high = high;
  kernel.start = start;
  kernel.end = end;
  if (start < stream.since) {
    kernel.doubt = Math.max(kernel.doubt, doubt) as Doubt;
    if (known > now) lapse = Math.min(lapse, known);
  }
  kernel.until = Math.min(kernel.until, lapse);
}
