import type { JsonValue } from '@inkling/engine';
import { CliError } from '../errors.ts';
import { ownMap } from '../input/own-map.ts';
import { isBad, type RawEvent } from '../input/raw-event.ts';
import { readRow } from '../input/read-row.ts';
import { nearest } from '../output/nearest.ts';
import { readMoment } from './read-moment.ts';

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
  /** When each membership first changes by itself, ms since the epoch; `null` for never. */
  readonly until: { readonly [segment: string]: number | null } | null;
}

/** One visitor's story and what must come of it. */
export interface UnitTest {
  readonly name: string;
  readonly events: readonly RawEvent[];
  /** Ms since the epoch; `null` for complete history. */
  readonly recordedFrom: number | null;
  readonly expect: readonly Expectation[];
}

/** A file of tests. */
export interface TestFile {
  /** Rule file, relative to this one; `null` for the one that bears its name. */
  readonly rules: string | null;
  readonly tests: readonly UnitTest[];
}

type Json = { readonly [key: string]: unknown };

/** The Monday that offsets count from unless a test says otherwise. */
const START = '2026-01-05T00:00:00Z';

/**
 * Reads a file of segment tests.
 *
 * @throws {@link CliError} `bad-test` with the path of the first fault.
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
  refuseOthers(test, ['name', 'start', 'recordedFrom', 'events', 'expect'], path);
  if (typeof test.name !== 'string') throw fault(`${path}.name`, 'expected a text');
  const startMs = moment(test.start ?? START, 0, `${path}.start`);
  const recordedFrom =
    test.recordedFrom === undefined
      ? null
      : moment(test.recordedFrom, startMs, `${path}.recordedFrom`);
  const events = readList(test.events, `${path}.events`);
  const expectations = readList(test.expect, `${path}.expect`);
  if (expectations.length === 0) throw fault(`${path}.expect`, 'expected at least one');
  return {
    name: test.name,
    events: events.map((event, n) => readEvent(event, n, startMs, `${path}.events[${n}]`)),
    recordedFrom,
    expect: expectations.map((one, i) => readExpectation(one, startMs, `${path}.expect[${i}]`)),
  };
}

/** An event is `[t, type, params]`, or an object as a line of an NDJSON file holds it. */
function readEvent(value: unknown, n: number, startMs: number, path: string): RawEvent {
  const row = Array.isArray(value)
    ? { t: value[0], type: value[1], params: value[2] ?? {} }
    : readObject(value, path);
  const timed = { visitor: 'visitor', ...row, t: moment(row.t, startMs, `${path}.t`) };
  const parts = ownMap.fromObject(timed, 0);
  if (parts === null || typeof parts === 'string') throw fault(path, parts ?? 'expected an event');
  // Milliseconds before 1973 would be read as seconds: hand the instant on as a text.
  const event = readRow({ ...parts, t: new Date(timed.t).toISOString() }, 1, n);
  if (isBad(event)) throw fault(path, event.detail);
  return event;
}

function readExpectation(value: unknown, startMs: number, path: string): Expectation {
  const one = readObject(value, path);
  refuseOthers(one, ['at', 'in', 'unknown', 'values', 'until'], path);
  const until = one.until === undefined ? null : readObject(one.until, `${path}.until`);
  const untilMs = (segment: string, at: unknown): number | null =>
    at === null ? null : moment(at, startMs, `${path}.until.${segment}`);
  return {
    label: String(one.at),
    at: moment(one.at, startMs, `${path}.at`),
    ...readIn(one.in, `${path}.in`),
    unknown: one.unknown === undefined ? null : readNames(one.unknown, `${path}.unknown`),
    values:
      one.values === undefined
        ? null
        : (readObject(one.values, `${path}.values`) as { [signal: string]: JsonValue }),
    until:
      until &&
      Object.fromEntries(
        Object.entries(until).map(([segment, at]) => [segment, untilMs(segment, at)]),
      ),
  };
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

function readObject(value: unknown, path: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw fault(path, 'expected an object');
}

function refuseOthers(object: Json, known: readonly string[], path: string): void {
  const unknown = Object.keys(object).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  const near = nearest(unknown, known);
  const hint = near === null ? `expected ${known.join(', ')}` : `did you mean "${near}"?`;
  throw fault(path === '' ? unknown : `${path}.${unknown}`, `unknown key; ${hint}`);
}

function fault(path: string, message: string): CliError {
  return new CliError('bad-test', message, path === '' ? {} : { path });
}
