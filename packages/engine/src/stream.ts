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
  /** Numbers of the sessions, where a window of sessions needs them. */
  s: number[];
  /** Entries that were let go at the start. */
  dropped: number;
  /** Total of those. */
  base: number;
  /** First instant ever; `Infinity` before. */
  first: number;
  /** Whether a total ever went down. */
  falls: boolean;
  /** Rises whenever places of entries change. */
  age: number;
  hasSessions: boolean;
  /** What measures need: entries up to this old (ms), of them this many of the newest. */
  readonly needs: (readonly [ms: number, count: number])[];
  /** No shorter list is worth a look at what can be let go. */
  tidyAt: number;
  /** Since when its matcher is recorded, or its segment known. */
  since: number;
  /** The segment whose comings or goings these are; -1 for none. */
  readonly segment: number;
  readonly leaves: number[];
  readonly caches: StreamCache[];
}

/** Something derived from the entries of a stream. */
export interface StreamCache {
  readonly name: string;
  add(place: number): void;
  clear(): void;
}

export function createStream(kind: number, field: string, since: number, segment: number): Stream {
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
    age: 0,
    hasSessions: false,
    needs: [],
    tidyAt: 64,
    since,
    segment,
    leaves: [],
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
  if (stream.hasSessions) stream.s.push(sessionStarts.length - 1);
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

/** Lets go of the entries at and after an instant. */
export function cutEnd(stream: Stream, t: number): void {
  const length = firstAt(stream.t, t);
  if (length === stream.t.length) return;
  for (const list of [stream.t, stream.c, stream.v, stream.s]) {
    if (list.length > length) list.length = length;
  }
  if (stream.first >= t) stream.first = Infinity;
  rebuild(stream);
}

/** Notes that entries are needed. */
export function need({ needs }: Stream, ms: number, count: number): void {
  if (!needs.some((one) => one[0] >= ms && one[1] >= count)) needs.push([ms, count]);
}

/** Lets go of entries at the start that neither a window nor a late event can need. */
export function cutStart(stream: Stream, floor: number): void {
  const { t, c, v, s } = stream;
  if (t.length < stream.tidyAt) return;
  // The last entry says which period has begun.
  let gone = t.length - 1;
  for (const [ms, count] of stream.needs) {
    gone = Math.min(gone, Math.max(firstAt(t, floor - ms), firstAt(t, floor) - count));
  }
  if (gone > 0) {
    stream.base = totalAt(stream, gone - 1);
    stream.dropped += gone;
    for (const list of [t, c, v, s]) list.splice(0, gone);
    rebuild(stream);
  }
  stream.tidyAt = Math.max(64, 2 * t.length);
}

/** Derives everything anew from the entries. */
export function rebuild(stream: Stream): void {
  stream.age++;
  for (const cache of stream.caches) {
    cache.clear();
    for (let place = 0; place < stream.t.length; place++) cache.add(place);
  }
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
