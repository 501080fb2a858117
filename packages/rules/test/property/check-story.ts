import {
  compareEvents,
  createEngine,
  createMigration,
  type Engine,
  type EngineOptions,
  type EngineState,
  type InkEvent,
  type JsonValue,
  type Program,
  type RecordedFrom,
  type Transition,
} from '@inkling/engine';
import { extra } from '@inkling/engine/extra';
import type { Rules } from '../../src/ast.ts';
import { compileRules } from '../../src/compile/compile-rules.ts';
import { readHistory } from '../../src/oracle/history.ts';
import { createOracle, type Oracle } from '../../src/oracle/oracle.ts';
import { stampSessions } from '../../src/oracle/sessions.ts';
import { parseRules } from '../../src/parse/parse-rules.ts';
import { zoneTable } from '../zone-table.ts';
import type { Story } from './arbitrary-story.ts';

const DAY_MS = 86_400_000;

/** Breakpoints of the signal that every rule file has. */
const POPULATION = { p0: { values: [1, 2], below: [0.25, 0.5] } };
const LATE_MS = 4000 * DAY_MS;

/** What makes engines: the real one, or one that was broken on purpose. */
export interface EngineMaker {
  readonly createEngine: typeof createEngine;
  readonly createMigration: typeof createMigration;
  readonly extra: NonNullable<EngineOptions['extra']>;
}

/**
 * Lives a story with the engine, asks the engine and the oracle the same questions, and throws at
 * the first answer that differs.
 */
export function checkStory(
  story: Story,
  maker: EngineMaker = { createEngine, createMigration, extra },
): void {
  // Reading a file asks the platform for its zone, which takes longer than all the rest.
  const timezone = story.place.zone;
  const zone = zoneTable(timezone);
  const read = (file: Story['file']): Rules => ({
    ...parseRules({ format: 1, site: 'test', ...file }),
    timezone,
  });
  const rules = read(story.file);
  const compile = (of: Rules): Program => compileRules(of, { resolveZone: () => zone });
  const program = compile(rules);
  const recordedFrom = recordOf(story);
  const options: EngineOptions = {
    recordedFrom,
    lateMs: LATE_MS,
    population: POPULATION,
    extra: maker.extra,
  };
  const oracle = createOracle(rules, zone, { recordedFrom, breakpoints: POPULATION });
  const events = inArrival(story, eventsOf(story, rules.session, zone));

  let isOld = story.earlier !== null;
  const first = story.earlier === null ? program : compile(read(story.earlier));
  let engine = maker.createEngine(first, options);
  let told = 0;
  let drainedAt = Number.NaN;
  let changes: Transition[] | null = isOld ? null : [];
  for (const round of story.rounds) {
    const upTo = Math.max(told, Math.ceil((events.length * round.arrived) / 4));
    for (const event of events.slice(told, upTo)) {
      // What was told of an instant that was not over may be taken back.
      if (event.t < engine.now || event.t === drainedAt) changes = null;
      engine.add(event);
    }
    told = upTo;
    engine.advance(story.place.start + round.at);
    changes?.push(...engine.drain());
    drainedAt = engine.now;
    if (round.saved) {
      const saved = JSON.parse(JSON.stringify(engine.save())) as EngineState;
      const state = isOld ? migrated(maker, program, saved, options, events.slice(0, told)) : saved;
      engine = maker.createEngine(program, { ...options, saved: state });
      isOld = false;
    }
    if (!isOld) compare(engine, oracle, events.slice(0, told), changes, story.horizonMs);
  }
}

/** A state brought up to the later rules by replaying what has happened. */
function migrated(
  { createMigration }: EngineMaker,
  program: Program,
  saved: EngineState,
  options: EngineOptions,
  events: readonly InkEvent[],
): EngineState {
  const migration = createMigration(program, saved, options);
  for (const event of events) migration.add(event);
  return migration.finish();
}

function recordOf({ recordedFrom, place }: Story): RecordedFrom {
  if (recordedFrom === null) return { all: 0 };
  const { all, a, k } = recordedFrom;
  return {
    all: all === null ? 0 : place.start + all,
    byKey: {
      ...(a !== null && { a: place.start + a }),
      ...(k !== null && { 'b.k': place.start + k }),
    },
  };
}

function eventsOf(
  story: Story,
  rules: Parameters<typeof stampSessions>[1],
  zone: Parameters<typeof stampSessions>[2],
): InkEvent[] {
  const drafts = story.happenings.map(({ at, type, params, tab }, n) => ({
    id: [tab, n] as const,
    t: story.place.start + at,
    type,
    params,
  }));
  return stampSessions(readHistory(drafts), rules, zone);
}

/** Events by arrival: in order, or shuffled by the story's numbers. */
function inArrival({ arrival }: Story, ordered: readonly InkEvent[]): InkEvent[] {
  if (arrival === null) return [...ordered];
  const turn = (i: number): number => i + arrival[i % arrival.length]!;
  return ordered
    .map((event, i) => ({ event, turn: turn(i) }))
    .sort((a, b) => a.turn - b.turn || compareEvents(b.event, a.event))
    .map(({ event }) => event);
}

function compare(
  engine: Engine,
  oracle: Oracle,
  events: readonly InkEvent[],
  changes: readonly Transition[] | null,
  horizonMs: number,
): void {
  const { now, program } = engine;
  if (events.length === 0) return;
  const answers = oracle.at(events, now, horizonMs);
  same('memberships', now, answers.memberships, engine.memberships());
  for (const [id, value] of Object.entries(answers.values)) {
    same(`value ${id}`, now, asSet(value), asSet(engine.value(id)));
  }
  for (const { id } of program.segments) {
    if (changes !== null) {
      const told = changes
        .filter(({ segment }) => segment === id)
        .map(({ t, in: isIn }) => ({ t, in: isIn }));
      same(`changes ${id}`, now, answers.changes[id], told);
    }
    same(`flips ${id}`, now, answers.flips[id], engine.flips(id, horizonMs));
    const { known, knownFrom } = engine.coverage(id);
    const near = knownFrom !== null && knownFrom > now + horizonMs ? null : knownFrom;
    same(`coverage ${id}`, now, answers.coverage[id], { known, knownFrom: near });
  }
}

function asSet(value: JsonValue): JsonValue {
  return Array.isArray(value) ? value.map((one) => JSON.stringify(one)).sort() : value;
}

function same(what: string, now: number, expected: unknown, found: unknown): void {
  const [left, right] = [JSON.stringify(expected), JSON.stringify(found)];
  if (left !== right)
    throw new Error(`${what} at ${now}: the oracle says ${left}, the engine ${right}`);
}
