import type { JsonValue, Population, RecordedFrom } from '@inkling/engine';
import { isPopulation } from '../input/is-population.ts';
import { createJsonChecks, type Json } from '../input/json-checks.ts';
import { ownMap } from '../input/own-map.ts';
import { isBad, type RawEvent } from '../input/raw-event.ts';
import { readRow } from '../input/read-row.ts';
import { readMoment } from './read-moment.ts';

/** Instants by segment, ms since the epoch. */
export type Moments = { readonly [segment: string]: number | null };

/** What must be true of the visitor at an instant; what is `null` is not looked at. */
export interface Expectation {
  /** As written, for messages. */
  readonly label: string;
  /** Ms since the epoch. */
  readonly at: number;
  /** Whether the visitor is in each of these segments. */
  readonly in: ReadonlyMap<string, boolean>;
  /** Whether all segments that `in` does not name are out. */
  readonly othersOut: boolean;
  /** Segments whose answer is unknown, all others being known. */
  readonly unknown: readonly string[] | null;
  readonly values: { readonly [signal: string]: JsonValue } | null;
  /** When each present stay began, ms since the epoch; `null` for out. */
  readonly since: Moments | null;
  /** When each membership first changes by itself; `null` for not within 400 days. */
  readonly until: Moments | null;
  /** When each unknown answer becomes known; `null` for known, or for never. */
  readonly knownFrom: Moments | null;
  /** All instants within 400 days at which each membership changes by itself, up to 16. */
  readonly flips: { readonly [segment: string]: readonly (number | null)[] } | null;
}

/** One visitor's story and what must come of it. */
export interface UnitTest {
  readonly name: string;
  readonly events: readonly RawEvent[];
  readonly recordedFrom: RecordedFrom;
  /** Breakpoints for percentiles. */
  readonly population: Population;
  readonly expect: readonly Expectation[];
}

/** A file of tests. */
export interface TestFile {
  /** Rule file, relative to this one; `null` for the one that bears its name. */
  readonly rules: string | null;
  readonly tests: readonly UnitTest[];
}

const { fault, readObject, refuseOthers } = createJsonChecks('bad-test');

/** The Monday that offsets count from unless a test says otherwise. */
const START = '2026-01-05T00:00:00Z';

/**
 * Reads a file of segment tests.
 *
 * @throws `CliError` `bad-test` with the path of the first fault.
 */
export function parseTestFile(value: unknown): TestFile {
  const file = readObject(value, '');
  refuseOthers(file, ['$schema', 'rules', 'about', 'tests'], '');
  if (file.rules !== undefined && typeof file.rules !== 'string') {
    throw fault('rules', "expected a rule file's name");
  }
  const tests = readList(file.tests, 'tests').map((test, i) => readTest(test, `tests[${i}]`));
  return { rules: file.rules ?? null, tests };
}

function readTest(value: unknown, path: string): UnitTest {
  const test = readObject(value, path);
  refuseOthers(test, ['name', 'start', 'recordedFrom', 'breakpoints', 'events', 'expect'], path);
  if (typeof test.name !== 'string') throw fault(`${path}.name`, 'expected a text');
  const startMs = moment(test.start ?? START, 0, `${path}.start`);
  const population = test.breakpoints ?? {};
  if (!isPopulation(population))
    throw fault(`${path}.breakpoints`, 'expected values and shares below');
  const events = readList(test.events, `${path}.events`);
  const expectations = readList(test.expect, `${path}.expect`);
  if (expectations.length === 0) throw fault(`${path}.expect`, 'expected at least one');
  return {
    name: test.name,
    population,
    recordedFrom: readRecordedFrom(test.recordedFrom, startMs, `${path}.recordedFrom`),
    events: events.map((event, n) => readEvent(event, n, startMs, `${path}.events[${n}]`)),
    expect: expectations.map((one, i) => readExpectation(one, startMs, `${path}.expect[${i}]`)),
  };
}

/** An instant for everything, or `{"all", "byKey": {type or type.param: instant}}`. */
function readRecordedFrom(value: unknown, startMs: number, path: string): RecordedFrom {
  if (value === undefined) return { all: 0 };
  if (typeof value !== 'object') return { all: moment(value, startMs, path) };
  const object = readObject(value, path);
  refuseOthers(object, ['all', 'byKey'], path);
  const byKey = readMoments(object.byKey ?? {}, startMs, `${path}.byKey`);
  const all = moment(object.all, startMs, `${path}.all`);
  return { all, byKey: byKey as { readonly [key: string]: number } };
}

/**
 * An event is `[t, type, params, {"tab", "n", "session"}]`, or an object as a line of an NDJSON
 * file holds it.
 */
function readEvent(value: unknown, n: number, startMs: number, path: string): RawEvent {
  const row = Array.isArray(value) ? readPlaced(value, n, startMs, path) : readObject(value, path);
  const timed = { visitor: 'visitor', ...row, t: moment(row.t, startMs, `${path}.t`) };
  const parts = ownMap.fromObject(timed, 0);
  if (parts === null || typeof parts === 'string') throw fault(path, parts ?? 'expected an event');
  // Milliseconds before 1973 would be read as seconds: hand the instant on as a text.
  const event = readRow({ ...parts, t: new Date(timed.t).toISOString() }, 1, n, ownMap.names);
  if (isBad(event)) throw fault(path, event.detail);
  return event;
}

function readPlaced(
  [t, type, params = {}, more]: readonly unknown[],
  n: number,
  startMs: number,
  path: string,
): Json {
  if (more === undefined) return { t, type, params };
  const { tab = '', n: number = n, session } = readObject(more, `${path}[3]`);
  const stamp =
    session === undefined ? {} : { session: moment(session, startMs, `${path}[3].session`) };
  return { t, type, params, id: [tab, number], ...stamp };
}

function readExpectation(value: unknown, startMs: number, path: string): Expectation {
  const one = readObject(value, path);
  refuseOthers(
    one,
    ['at', 'in', 'unknown', 'values', 'since', 'until', 'knownFrom', 'flips'],
    path,
  );
  const moments = (key: string): Moments | null =>
    one[key] === undefined ? null : readMoments(one[key], startMs, `${path}.${key}`);
  return {
    label: String(one.at),
    at: moment(one.at, startMs, `${path}.at`),
    ...readIn(one.in, `${path}.in`),
    unknown: one.unknown === undefined ? null : readNames(one.unknown, `${path}.unknown`),
    values:
      one.values === undefined
        ? null
        : (readObject(one.values, `${path}.values`) as { [signal: string]: JsonValue }),
    since: moments('since'),
    until: moments('until'),
    knownFrom: moments('knownFrom'),
    flips: one.flips === undefined ? null : readFlips(one.flips, startMs, `${path}.flips`),
  };
}

function readMoments(value: unknown, startMs: number, path: string): Moments {
  const entries = Object.entries(readObject(value, path)).map(([key, at]) => [
    key,
    at === null ? null : moment(at, startMs, `${path}.${key}`),
  ]);
  return Object.fromEntries(entries);
}

function readFlips(value: unknown, startMs: number, path: string) {
  const entries = Object.entries(readObject(value, path)).map(([segment, list]) => [
    segment,
    readList(list, `${path}.${segment}`).map((at) => moment(at, startMs, `${path}.${segment}`)),
  ]);
  return Object.fromEntries(entries);
}

/** A list names exactly the segments that the visitor is in; an object only those it speaks of. */
function readIn(value: unknown, path: string): Pick<Expectation, 'in' | 'othersOut'> {
  if (value === undefined) return { in: new Map(), othersOut: false };
  if (Array.isArray(value)) {
    return { in: new Map(readNames(value, path).map((id) => [id, true])), othersOut: true };
  }
  const entries = Object.entries(readObject(value, path)).map(([id, inside]) => {
    if (typeof inside !== 'boolean') throw fault(`${path}.${id}`, 'expected true or false');
    return [id, inside] as const;
  });
  return { in: new Map(entries), othersOut: false };
}

function moment(value: unknown, startMs: number, path: string): number {
  const ms = readMoment(value, startMs);
  if (ms === null)
    throw fault(path, 'expected an instant, or an offset such as "+7d" or "+1h-1ms"');
  return ms;
}

function readNames(value: unknown, path: string): readonly string[] {
  const names = readList(value, path);
  if (names.every((name) => typeof name === 'string')) return names;
  throw fault(path, 'expected names of segments');
}

function readList(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw fault(path, 'expected a list');
}
