import {
  checkProgram,
  createEngine,
  createMigration,
  type Engine,
  type InkEvent,
  type Program,
} from '@inkling/engine';
import { extra } from '@inkling/engine/extra';
import { expect, test } from 'vitest';
import { compileRules } from '../src/compile/compile-rules.ts';
import { parseRules } from '../src/parse/parse-rules.ts';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 0, 5);
const UTC = { name: 'UTC', from: [null], offsets: [0] };
const programOf = (segments: object, signals: object = {}): Program =>
  compileRules(
    parseRules({ format: 1, site: 'test', timezone: 'UTC', currency: 'EUR', segments, signals }),
    { resolveZone: () => UTC },
  );

const week = { enter: { count: 'page_view', within: '7d', gte: 3 } };
const month = { enter: { count: 'page_view', within: '30d', gte: 9 } };
const latch = {
  enter: { count: 'page_view', within: '1d', gte: 2 },
  exit: { count: 'page_view', within: '1d', eq: 0 },
};
const follows = { enter: { entered: 'latch', within: '30d', gte: 2 } };
const cart = {
  enter: {
    sequence: [{ event: 'add' }, { not: { event: 'purchase', within: '2h' } }],
    within: '30d',
    gte: 1,
  },
};
const before = programOf({ week, latch });

const story: InkEvent[] = Array.from({ length: 60 }, (_, i) => ({
  id: ['tab', i] as const,
  t: START + (i * 7 + (i % 5) * 30) * HOUR_MS,
  type: ['page_view', 'add', 'page_view', 'purchase'][i % 4]!,
  session: START + i * 7 * HOUR_MS,
  params: { value: i },
})).sort((a, b) => a.t - b.t);

const answers = (engine: Engine): unknown => ({
  memberships: engine.memberships(),
  flips: engine.program.segments.map(({ id }) => engine.flips(id)),
  values: engine.program.code.v.map(([id]) => engine.value(id)),
});

test.each([
  { name: 'nothing new', after: { latch, week }, replayed: [] },
  { name: 'a segment less', after: { latch }, replayed: [] },
  { name: 'another name', after: { other: latch, week }, replayed: [] },
  { name: 'a longer window over the same events', after: { week, month }, replayed: ['month'] },
  { name: 'one that follows a known one', after: { latch, follows }, replayed: ['follows'] },
  { name: 'a sequence', after: { week, latch, cart }, replayed: ['cart'] },
])('a state is brought up to a program with $name', ({ after, replayed }) => {
  const program = programOf(after);
  const old = createEngine(before);
  const fresh = createEngine(program, { extra });
  const half = story.slice(0, 40);
  for (const event of half) {
    old.add(event);
    fresh.add(event);
  }
  const saved = JSON.parse(JSON.stringify(old.save()));
  const migration = createMigration(program, saved, { extra });
  expect(migration.segments).toEqual(replayed);
  expect(migration.isNeeded).toBe(replayed.length > 0);
  for (const event of half) migration.add(event);

  const engine = createEngine(program, { extra, saved: migration.finish() });
  expect(answers(engine)).toEqual(answers(fresh));
  // Late ones too: what was replayed can be taken back like anything else.
  for (const event of [...story.slice(40)].reverse()) {
    engine.add(event);
    fresh.add(event);
  }
  expect(answers(engine)).toEqual(answers(fresh));
});

test('a value that is asked for anew is replayed', () => {
  const program = programOf({ week }, { spent: { sum: 'purchase', field: 'value' } });
  const old = createEngine(before);
  for (const event of story) old.add(event);
  const saved = old.save();
  expect(() => createEngine(program, { saved })).toThrow('stale-state');
  const migration = createMigration(program, saved);
  expect(migration).toMatchObject({ segments: [], isNeeded: true });
  for (const event of story) migration.add(event);
  const spent = story.filter(({ type }) => type === 'purchase').map(({ params }) => params.value);
  const sum = (spent as number[]).reduce((a, b) => a + b, 0);
  expect(createEngine(program, { saved: migration.finish() }).value('spent')).toBe(sum);
});

test('one engine serves visitor after visitor', () => {
  const engine = createEngine(before, { lateMs: 0 });
  for (const event of story) engine.add(event);
  engine.reset();
  expect(engine.memberships().some((one) => one.in)).toBe(false);
  for (const event of story) engine.add(event);
  const fresh = createEngine(before);
  for (const event of story) fresh.add(event);
  expect(answers(engine)).toEqual(answers(fresh));
});

test('a program that compiles passes the check', () => {
  const program = programOf({ week, month, latch, follows, cart });
  expect(checkProgram(JSON.parse(JSON.stringify(program)))).toEqual(program);
});

test.each<
  [string, (program: { code: Record<string, unknown[]> } & Record<string, unknown>) => void]
>([
  ['format', (program) => Object.assign(program, { format: 2 })],
  ['zone', (program) => Object.assign(program, { zone: { from: [null], offsets: [] } })],
  ['code.q', (program) => program.code.q!.pop()],
  ['code.l[0]', (program) => Object.assign(program.code.l!, [[[0, 99, [0], 1], 1, 1]])],
  ['code.l[0]', (program) => Object.assign(program.code.l!, [[[99], 1, 1]])],
  ['code.s[0]', (program) => Object.assign(program.code.s!, [[77]])],
  ['code.q[0]', (program) => Object.assign(program.code.q!, [[1000]])],
  ['code.m[0]', (program) => Object.assign(program.code.m!, [[['a'], [99, 'k', 1]]])],
])('a program with a fault in %s is refused', (path, spoil) => {
  const program = JSON.parse(JSON.stringify(programOf({ week, latch })));
  spoil(program);
  expect(() => checkProgram(program)).toThrow(
    expect.objectContaining({ code: 'bad-program', path }),
  );
});

test.each([null, 7, 'text', [], {}])('%j is no program', (value) => {
  expect(() => checkProgram(value)).toThrow('bad-program');
});
