import * as code from '../code.ts';
import { endOfSession } from '../end-of-session.ts';
import type { Bounds } from '../extra.ts';
import type { Kernel } from '../kernel.ts';
import { firstAt, type Stream } from '../stream.ts';

const OPEN: Bounds = { start: -Infinity, low: 0, end: Infinity, known: Infinity, lapse: Infinity };

/** Where the windows that only the second chunk knows begin and end. */
export function boundsOf(
  kernel: Kernel,
  stream: Stream,
  [kind, a, b]: code.WindowCode,
  now: number,
): Bounds {
  const { t } = stream;
  if (kind === code.ABSOLUTE) {
    return { ...OPEN, start: a!, low: firstAt(t, a!), end: b ?? Infinity };
  }
  if (kind === code.SESSIONS) {
    const { sessionStarts } = kernel;
    const end = endOfSession(kernel);
    if (end > now) {
      const earliest = sessionStarts.length - a!;
      const start = sessionStarts[earliest] ?? -Infinity;
      return { ...OPEN, start, low: firstAt(stream.s, earliest), known: end, lapse: end };
    }
    return { ...OPEN, start: now, low: t.length, known: stream.since };
  }
  const first = b! < 0 ? kernel.first : kernel.streams[b!]!.first;
  return {
    ...OPEN,
    start: Math.min(first, now),
    low: firstAt(t, first),
    end: first + a!,
    known: first > now ? stream.since : Infinity,
  };
}
