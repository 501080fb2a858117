import type { Coverage, Flips, InkEvent, JsonValue, Membership } from '@inkling/engine';
import type { ReadExpectation } from './read-case.ts';

/**
 * Runs cases on anything that answers like an engine. Plain modules, nothing of Node: it runs in
 * browsers and in workers as it stands.
 */

/** What a case asks of an engine. */
export interface CaseEngine {
  add(event: InkEvent): boolean;
  advance(now: number): void;
  memberships(): readonly Membership[];
  value(signal: string): JsonValue;
  flips(segment: string): Flips;
  coverage(segment: string): Coverage;
}

/** A case that is ready to run: events are stamped with sessions. */
export interface RunnableCase {
  readonly name: string;
  /** In the order of arrival. */
  readonly events: readonly InkEvent[];
  readonly expect: readonly ReadExpectation[];
}

/** Something that came out otherwise than a case says. */
export interface Failure {
  readonly case: string;
  readonly at: number;
  /** What was looked at, such as `in` or `values.views`. */
  readonly what: string;
  readonly expected: JsonValue;
  readonly found: JsonValue;
}

/**
 * Tells an engine a case's events, moves it through the case's instants, and compares.
 *
 * @param engine - Fresh; at each instant it is given those events that have happened by then, in
 *   their order of arrival.
 * @returns One entry for each difference; empty when all is as the case says.
 */
export function runCase(one: RunnableCase, engine: CaseEngine): Failure[] {
  const told = new Set<InkEvent>();
  return one.expect.flatMap((expectation) => {
    for (const event of one.events) {
      if (event.t > expectation.at || told.has(event)) continue;
      told.add(event);
      engine.add(event);
    }
    engine.advance(expectation.at);
    return compare(one.name, expectation, engine);
  });
}

function compare(name: string, expectation: ReadExpectation, engine: CaseEngine): Failure[] {
  const failures: Failure[] = [];
  const check = (what: string, expected: JsonValue, found: JsonValue): void => {
    if (canonical(expected) === canonical(found)) return;
    failures.push({ case: name, at: expectation.at, what, expected, found });
  };
  const memberships = engine.memberships();
  const { in: ins, unknown, since, values, until, flips, knownFrom } = expectation;
  if (ins) check('in', sorted(ins), sorted(memberships.filter((m) => m.in).map((m) => m.segment)));
  if (unknown) {
    const found = memberships.filter((m) => !m.known).map((m) => m.segment);
    check('unknown', sorted(unknown), sorted(found));
  }
  for (const [id, t] of entries(since)) {
    check(`since.${id}`, t, memberships.find((m) => m.segment === id)?.since ?? null);
  }
  for (const [id, value] of entries(values)) {
    check(`values.${id}`, asSet(value), asSet(engine.value(id)));
  }
  for (const [id, t] of entries(until)) check(`until.${id}`, t, engine.flips(id).at[0] ?? null);
  for (const [id, at] of entries(flips)) check(`flips.${id}`, at, engine.flips(id).at);
  for (const [id, t] of entries(knownFrom)) {
    check(`knownFrom.${id}`, t, engine.coverage(id).knownFrom);
  }
  return failures;
}

function entries<T>(record: { readonly [key: string]: T } | undefined): [string, T][] {
  return Object.entries(record ?? {});
}

function sorted(texts: readonly string[]): string[] {
  return [...texts].sort();
}

/** The order of a list is no part of its meaning: it is a set. */
function asSet(value: JsonValue): JsonValue {
  if (!Array.isArray(value)) return value;
  const order = (a: JsonValue, b: JsonValue): number => (canonical(a) < canonical(b) ? -1 : 1);
  return [...value].sort(order);
}

function canonical(value: JsonValue): string {
  return JSON.stringify(value);
}
