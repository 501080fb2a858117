import { isDeepStrictEqual } from 'node:util';
import { createCalendar, type Engine, type Program } from '@inkling/engine';
import { createAssignSessions } from '../history/assign-sessions.ts';
import { openEngine } from '../history/open-engine.ts';
import { orderEvents } from '../history/order-events.ts';
import { isoInstant } from '../output/words.ts';
import type { Expectation, Moments, UnitTest } from './parse-test-file.ts';

/** Something that is not as a test expects it. */
export interface Mismatch {
  /** Instant as the test writes it. */
  readonly at: string;
  /** Such as `segment loyal` or `value of reads`. */
  readonly what: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/**
 * Runs one test through the real sessioniser and engine.
 *
 * @returns Empty when the test passes.
 */
export function runUnitTest(test: UnitTest, program: Program): readonly Mismatch[] {
  const assign = createAssignSessions(program.session, createCalendar(program.zone));
  const history = assign(orderEvents([...test.events]));
  return test.expect.flatMap((expected) => {
    const engine = openEngine(program, test.recordedFrom, test.population);
    for (const event of history) if (event.t <= expected.at) engine.add(event);
    const isSomebody = engine.now > Number.NEGATIVE_INFINITY;
    if (isSomebody) engine.advance(expected.at);
    return compare(expected, engine, isSomebody);
  });
}

function compare(expected: Expectation, engine: Engine, isSomebody: boolean): Mismatch[] {
  const found: Mismatch[] = [];
  const check = (what: string, wanted: unknown, is: unknown): void => {
    if (!isDeepStrictEqual(wanted, is)) {
      found.push({ at: expected.label, what, expected: wanted, found: is });
    }
  };
  const memberships = isSomebody ? engine.memberships() : [];
  const standing = new Map(memberships.map((one) => [one.segment, one]));
  const named = engine.program.segments.map(({ id }) => id);
  for (const id of new Set([...expected.in.keys(), ...(expected.othersOut ? named : [])])) {
    const is = named.includes(id) ? standing.get(id)?.in === true : undefined;
    check(`segment ${id}`, word(expected.in.get(id) === true), word(is));
  }
  if (expected.unknown !== null) {
    const unknown = memberships.filter(({ known }) => !known).map(({ segment }) => segment);
    check('unknown segments', [...expected.unknown].sort(), unknown.sort());
  }
  for (const [signal, value] of Object.entries(expected.values ?? {})) {
    check(`value of ${signal}`, sorted(value), sorted(isSomebody ? engine.value(signal) : null));
  }
  const checkMoments = (
    what: string,
    wanted: Moments | null,
    is: (id: string) => number | null,
  ) => {
    for (const [segment, at] of Object.entries(wanted ?? {})) {
      const isNamed = named.includes(segment);
      const moment = isNamed ? isoInstant(isSomebody ? is(segment) : null) : 'no such segment';
      check(`${what} of ${segment}`, isoInstant(at), moment);
    }
  };
  checkMoments('since', expected.since, (segment) => standing.get(segment)?.since ?? null);
  checkMoments('until', expected.until, (segment) => engine.flips(segment).at[0] ?? null);
  checkMoments('knownFrom', expected.knownFrom, (segment) => engine.coverage(segment).knownFrom);
  for (const [segment, at] of Object.entries(expected.flips ?? {})) {
    const flips = isSomebody && named.includes(segment) ? engine.flips(segment).at : [];
    check(`flips of ${segment}`, at.map(isoInstant), flips.map(isoInstant));
  }
  return found;
}

function word(inside: boolean | undefined): string {
  return inside === undefined ? 'no such segment' : inside ? 'in' : 'out';
}

/** Sets have no order. */
function sorted(value: unknown): unknown {
  return Array.isArray(value) ? [...value].sort() : value;
}
