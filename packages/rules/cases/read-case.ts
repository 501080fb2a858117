import type { InkEvent, JsonValue, RecordedFrom } from '@inkling/engine';
import type { Case, Expectation, WrittenEvent } from './case.ts';

/** The Monday that offsets count from unless a case says otherwise. */
export const START = '2026-01-05T00:00:00.000Z';

const UNITS: { readonly [unit: string]: number } = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Reads an ISO instant, or a sum of offsets such as `+7d-1ms`, as ms since the epoch. */
export function readInstant(text: string, startMs: number): number {
  if (!text.startsWith('+') && !text.startsWith('-')) {
    const t = Date.parse(text);
    if (Number.isNaN(t)) throw new Error(`No instant: ${text}`);
    return t;
  }
  const parts = [...text.matchAll(/([+-]?)(\d+)(ms|[smhdw])/g)];
  if (parts.map(([part]) => part).join('') !== text) throw new Error(`No offset: ${text}`);
  let sign = 1;
  let t = startMs;
  for (const [, mark, digits, unit] of parts) {
    if (mark !== '') sign = mark === '-' ? -1 : 1;
    t += sign * Number(digits) * UNITS[unit!]!;
  }
  return t;
}

/** An event before it is known which session it belongs to. */
export type EventDraft = Omit<InkEvent, 'session'> & { readonly session?: number };

/** A case with every instant read. */
export interface ReadCase {
  readonly name: string;
  /** A whole rule file. */
  readonly file: { readonly [key: string]: unknown };
  /** In the order of arrival. */
  readonly events: readonly EventDraft[];
  readonly recordedFrom: RecordedFrom;
  readonly breakpoints: NonNullable<Case['breakpoints']>;
  readonly expect: readonly ReadExpectation[];
}

/** An expectation with every instant read. */
export interface ReadExpectation {
  readonly at: number;
  readonly in?: readonly string[];
  readonly unknown?: readonly string[];
  readonly since?: { readonly [segment: string]: number | null };
  readonly values?: { readonly [signal: string]: JsonValue };
  readonly until?: { readonly [segment: string]: number | null };
  readonly flips?: { readonly [segment: string]: readonly number[] };
  readonly knownFrom?: { readonly [segment: string]: number | null };
}

/** Reads what a case file writes for people. */
export function readCase(written: Case): ReadCase {
  const startMs = Date.parse(written.start ?? START);
  const instant = (text: string): number => readInstant(text, startMs);
  const { recordedFrom } = written;
  return {
    name: written.name,
    file: { format: 1, site: 'case', ...written.rules },
    events: written.events.map((event, i) => readEvent(event, i, instant)),
    recordedFrom:
      recordedFrom === undefined
        ? { all: 0 }
        : { all: instant(recordedFrom.all), byKey: mapValues(recordedFrom.byKey ?? {}, instant) },
    breakpoints: written.breakpoints ?? {},
    expect: written.expect.map((expectation) => readExpectation(expectation, instant)),
  };
}

function readEvent(
  [t, type, params = {}, more = {}]: WrittenEvent,
  i: number,
  instant: (text: string) => number,
): EventDraft {
  return {
    id: [more.tab ?? 'a', more.n ?? i],
    t: instant(t),
    type,
    params: params as InkEvent['params'],
    ...(more.session === undefined ? {} : { session: instant(more.session) }),
  };
}

function readExpectation(written: Expectation, instant: (text: string) => number): ReadExpectation {
  const { at, in: ins, unknown, values, since, until, flips, knownFrom } = written;
  const orNull = (text: string | null): number | null => (text === null ? null : instant(text));
  return {
    at: instant(at),
    ...(ins && { in: ins }),
    ...(unknown && { unknown }),
    ...(values && { values: values as { readonly [signal: string]: JsonValue } }),
    ...(since && { since: mapValues(since, orNull) }),
    ...(until && { until: mapValues(until, orNull) }),
    ...(flips && { flips: mapValues(flips, (texts) => texts.map(instant)) }),
    ...(knownFrom && { knownFrom: mapValues(knownFrom, orNull) }),
  };
}

function mapValues<In, Out>(
  record: { readonly [key: string]: In },
  to: (value: In) => Out,
): { readonly [key: string]: Out } {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));
}
