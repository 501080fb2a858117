import { createEngine, type Engine, type InkEvent } from '@inkling/engine';
import { expect, test } from 'vitest';
import { compileRules } from '../src/compile/compile-rules.ts';
import { parseRules } from '../src/parse/parse-rules.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START = Date.UTC(2026, 0, 5);
const UTC = { name: 'UTC', from: [null], offsets: [0] };

const rules = parseRules({
  format: 1,
  site: 'test',
  timezone: 'UTC',
  currency: 'EUR',
  segments: {
    keen: { enter: { count: 'page_view', within: '7d', gte: 3 } },
    other: {
      enter: {
        all: [
          { count: 'page_view', where: { section: 'politics' }, within: '30d', gte: 1 },
          { not: { in: 'keen' } },
        ],
      },
    },
    buyer: { enter: { sum: 'purchase', field: 'value', within: '7d', gte: 10 } },
    held: {
      enter: { count: 'page_view', within: '1d', gte: 1 },
      exit: { count: 'page_view', within: '3d', eq: 0 },
      dwell: '1h',
    },
  },
});
const program = compileRules(rules, { resolveZone: () => UTC });

let n = 0;
const event = (ms: number, type = 'page_view', params: InkEvent['params'] = {}): InkEvent => ({
  id: ['tab', n++],
  t: START + ms,
  type,
  session: START,
  params,
});
const story = [
  event(0, 'page_view', { section: 'politics' }),
  event(HOUR_MS),
  event(2 * HOUR_MS, 'purchase', { value: 12, transaction_id: 'one' }),
  event(2 * HOUR_MS + 1, 'purchase', { value: 12, transaction_id: 'one' }),
  event(3 * HOUR_MS),
];
const inside = (engine: Engine): string[] =>
  engine
    .memberships()
    .filter((membership) => membership.in)
    .map(({ segment }) => segment);
const told = (events: readonly InkEvent[]): Engine => {
  const engine = createEngine(program);
  for (const one of events) engine.add(one);
  return engine;
};

test('nobody is in anything before the first event', () => {
  const engine = createEngine(program);
  engine.advance(START);
  expect(inside(engine)).toEqual([]);
  expect(engine.nextInstant()).toBe(Number.POSITIVE_INFINITY);
});

test('memberships follow events and time, and their changes are told in order', () => {
  const engine = told(story);
  expect(inside(engine)).toEqual(['keen', 'buyer', 'held']);
  expect(engine.flips('keen')).toEqual({ at: [START + 7 * DAY_MS], truncated: false });
  expect(engine.flips('other').at).toEqual([START + 7 * DAY_MS, START + 30 * DAY_MS]);
  engine.advance(START + 9 * DAY_MS);
  expect(engine.drain().map(({ segment, t, in: isIn }) => [segment, t - START, isIn])).toEqual([
    ['other', 0, true],
    ['held', 0, true],
    ['buyer', 2 * HOUR_MS, true],
    ['keen', 3 * HOUR_MS, true],
    ['other', 3 * HOUR_MS, false],
    ['held', 3 * DAY_MS + 3 * HOUR_MS, false],
    ['keen', 7 * DAY_MS, false],
    ['other', 7 * DAY_MS, true],
    ['buyer', 7 * DAY_MS + 2 * HOUR_MS, false],
  ]);
  expect(engine.drain()).toEqual([]);
});

test.each([[[4, 3, 2, 1, 0]], [[2, 0, 4, 1, 3]], [[0, 0, 1, 2, 3, 4, 4]]])(
  'the order of arrival changes nothing: %j',
  (order) => {
    const engine = told(order.map((place) => story[place]!));
    expect(engine.memberships()).toEqual(told(story).memberships());
  },
);

test('a saved state goes on where it was, late events included', () => {
  const saved = JSON.parse(JSON.stringify(told(story.slice(0, 3)).save()));
  const engine = createEngine(program, { saved });
  expect(engine.memberships()).toEqual(told(story.slice(0, 3)).memberships());
  engine.add(story[4]!);
  engine.add(story[3]!);
  expect(engine.memberships()).toEqual(told(story).memberships());
});

test('what was true only between two events of one instant never was', () => {
  const engine = createEngine(program);
  engine.add(event(0, 'page_view', { section: 'politics' }));
  expect(engine.drain().map(({ segment }) => segment)).toContain('other');
  engine.add(event(0));
  engine.add(event(0));
  expect(inside(engine)).toEqual(['keen', 'held']);
});
