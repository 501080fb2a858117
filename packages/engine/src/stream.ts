import * as code from './code.ts';
import type { InkEvent, JsonValue } from './event.ts';
import { fieldOf, isScalar } from './field.ts';
import type { Kernel } from './kernel.ts';
import type { CalendarUnit } from './zone.ts';

/**
 * The matching events of one kind, oldest first, with what measures need of them.
 *
 * Entries are only ever added at the end, so going back in time is cutting the end off; what
 * measures derive from them (`caches`) is rebuilt then.
 */
export interface Stream {
  readonly kind: number;
  readonly field: string;
  /** Instants, ms. */
  t: number[];
  /** Totals up to and including each entry, or the kind's own whole number. */
  c: number[];
  v: (JsonValue | undefined)[];
  /** Numbers of the sessions. */
  s: number[];
  /** Entries that were let go at the start. */
  dropped: number;
  /** Total of those. */
  base: number;
  /** First instant ever; `Infinity` before. */
  first: number;
  /** Whether a total ever went down. */
  falls: boolean;
  /** Since when its matcher is recorded, or its segment known. */
  since: number;
  readonly caches: StreamCache[];
}

/** Something derived from the entries of a stream. */
export interface StreamCache {
  readonly name: string;
  add(place: number): void;
  clear(): void;
}

export function createStream(kind: number, field: string, since: number): Stream {
  return {
    kind,
    field,
    t: [],
    c: [],
    v: [],
    s: [],
    dropped: 0,
    base: 0,
    first: Infinity,
    falls: false,
    since,
    caches: [],
  };
}

/** Total up to and including an entry. */
export function totalAt(stream: Stream, place: number): number {
  return stream.kind === code.COUNT
    ? stream.dropped + place + 1
    : place < 0
      ? stream.base
      : stream.c[place]!;
}

/** Total before an entry; a period that began earlier still counts from here. */
export function totalBefore(stream: Stream, place: number): number {
  return stream.kind >= code.PER_DAY && stream.kind <= code.PER_SESSION
    ? stream.c[place]! - 1
    : totalAt(stream, place - 1);
}

/**
 * The newest entry from which on the total grew by at least so much; -1 for none. Only where
 * totals never fall, and for a positive growth.
 */
export function lastPlace(stream: Stream, growth: number): number {
  const { base, c, kind, t } = stream;
  if (kind === code.COUNT) return t.length - growth;
  const most = lastTotal(stream) - growth;
  // A period counts from its first entry on, and from each later one.
  if (kind !== code.NUMBER && kind !== code.MONEY) return firstAt(c, most + 2) - 1;
  return most < base ? -1 : firstAt(c, most + 1);
}

/**
 * Takes a matching event; false when it has nothing for this stream.
 *
 * @param bits - Which of the stream's matchers it fits, where there are several.
 */
export function pushEvent(stream: Stream, event: InkEvent, kernel: Kernel, bits: number): boolean {
  const { kind, c } = stream;
  const { t, params } = event;
  if (kind > code.PER_SESSION) {
    if (!kernel.extra!.read(stream, event, bits)) return false;
  } else if (kind >= code.PER_DAY) {
    c.push(lastTotal(stream) + (isNewPeriod(stream, t, kernel) ? 1 : 0));
  } else if (kind !== code.COUNT) {
    const value = fieldOf(params, stream.field);
    if (kind === code.NUMBER) {
      if (!Number.isFinite(value)) return false;
      pushNumber(stream, value as number);
    } else if (!isScalar(value)) return false;
    stream.v.push(value);
  }
  pushInstant(stream, t, kernel);
  return true;
}

/** Adds to the total, in millionths. */
export function pushNumber(stream: Stream, value: number): void {
  stream.c.push(lastTotal(stream) + Math.round(value * 1e6));
  if (value < 0) stream.falls = true;
}

const lastTotal = (stream: Stream): number => totalAt(stream, stream.t.length - 1);

/** Ends a push: the instant itself, and what hangs on it. */
export function pushInstant(stream: Stream, t: number, { sessionStarts }: Kernel): void {
  if (stream.first === Infinity) stream.first = t;
  stream.t.push(t);
  stream.s.push(sessionStarts.length - 1);
  for (const cache of stream.caches) cache.add(stream.t.length - 1);
}

function isNewPeriod(
  { kind, t, s }: Stream,
  now: number,
  { calendar, sessionStarts }: Kernel,
): boolean {
  if (t.length === 0) return true;
  if (kind === code.PER_SESSION) return s.at(-1) !== sessionStarts.length - 1;
  const unit = (kind - code.PER_DAY) as CalendarUnit;
  return calendar.ordinal(unit, t.at(-1)!) !== calendar.ordinal(unit, now);
}

/** The first place whose number is at least `from`, in a rising list. */
export function firstAt(list: readonly number[], from: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
