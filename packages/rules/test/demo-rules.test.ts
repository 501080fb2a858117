import { readFileSync } from 'node:fs';
import { createEngine, type Engine, type InkEvent } from '@inkling/engine';
import { expect, test } from 'vitest';
import { compileRules, parseRules } from '../src/index.ts';

const read = (file: string): string =>
  readFileSync(`${import.meta.dirname}/../../../demo/${file}`, 'utf8');
const program = compileRules(parseRules(read('rules.json')));

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 1440 * MINUTE;
const START = Date.UTC(2026, 5, 1, 9);

type Step = readonly [ms: number, type: string, params?: InkEvent['params']];

/** An engine that has seen the steps and then waits, for the last minutes in one leap. */
function after(steps: readonly Step[], now: number, recordedFrom = 0): Engine {
  const engine = createEngine(program, { recordedFrom: { all: recordedFrom } });
  for (const [n, [ms, type, params = {}]] of steps.entries()) {
    engine.add({ id: ['tab', n], t: START + ms, type, session: START, params });
  }
  engine.advance(START + now);
  return engine;
}

const stateOf = (engine: Engine, segment: string) =>
  engine.memberships().find((membership) => membership.segment === segment);
const isIn = (engine: Engine, segment: string) => stateOf(engine, segment)?.in;

test('the rules need nothing beyond the core of the engine', () => {
  expect(program.extra).toBe(false);
});

const bought = (ms: number, id: string): Step => [ms, 'purchase', { transaction_id: id, value: 9 }];
const added = (ms: number): Step => [ms, 'add_to_cart'];
const removed = (ms: number): Step => [ms, 'remove_from_cart'];

test.each<{ name: string; steps: readonly Step[]; now: number; in: boolean }>([
  { name: 'no cart', steps: [[0, 'page_view']], now: 40 * MINUTE, in: false },
  { name: '1 ms too early', steps: [added(0)], now: 30 * MINUTE - 1, in: false },
  { name: 'at 30 minutes', steps: [added(0)], now: 30 * MINUTE, in: true },
  { name: 'an hour later, in one leap', steps: [added(0)], now: 90 * MINUTE, in: true },
  { name: '1 ms before 7 days', steps: [added(0)], now: 7 * DAY - 1, in: true },
  { name: 'at 7 days', steps: [added(0)], now: 7 * DAY, in: false },
  {
    name: 'bought at once: at 30 minutes',
    steps: [added(0), bought(5 * MINUTE, 'a')],
    now: 30 * MINUTE,
    in: false,
  },
  {
    name: 'bought at once: when the purchase is 30 minutes old, too',
    steps: [added(0), bought(5 * MINUTE, 'a')],
    now: 35 * MINUTE,
    in: false,
  },
  {
    name: 'bought at once: next day',
    steps: [added(0), bought(5 * MINUTE, 'a')],
    now: DAY,
    in: false,
  },
  {
    name: 'bought 1 ms before it was left',
    steps: [added(0), bought(30 * MINUTE - 1, 'a')],
    now: DAY,
    in: false,
  },
  {
    name: 'bought at the very instant',
    steps: [added(0), bought(30 * MINUTE, 'a')],
    now: 30 * MINUTE,
    in: false,
  },
  {
    name: 'left, then bought',
    steps: [added(0), bought(DAY, 'a')],
    now: DAY,
    in: false,
  },
  {
    name: 'left, then bought, and long after',
    steps: [added(0), bought(DAY, 'a')],
    now: 2 * DAY,
    in: false,
  },
  {
    name: 'a second cart after a purchase, 1 ms too early',
    steps: [added(0), bought(5 * MINUTE, 'a'), added(6 * MINUTE)],
    now: 36 * MINUTE - 1,
    in: false,
  },
  {
    name: 'a second cart after a purchase',
    steps: [added(0), bought(5 * MINUTE, 'a'), added(6 * MINUTE)],
    now: 36 * MINUTE,
    in: true,
  },
  {
    name: 'a second cart 1 ms after a purchase',
    steps: [added(0), bought(5 * MINUTE, 'a'), added(5 * MINUTE + 1)],
    now: 35 * MINUTE + 1,
    in: true,
  },
  {
    name: 'thanks that are loaded again after the second cart was filled',
    steps: [added(0), bought(MINUTE, 'a'), added(2 * MINUTE), bought(9 * MINUTE, 'a')],
    now: 32 * MINUTE,
    in: true,
  },
  {
    name: 'more put in: not yet',
    steps: [added(0), added(40 * MINUTE)],
    now: 40 * MINUTE,
    in: false,
  },
  {
    name: 'more put in: left again',
    steps: [added(0), added(40 * MINUTE)],
    now: 70 * MINUTE,
    in: true,
  },
  {
    name: 'emptied before it was left',
    steps: [added(0), removed(MINUTE)],
    now: 31 * MINUTE,
    in: false,
  },
  { name: 'emptied after', steps: [added(0), removed(DAY)], now: 2 * DAY, in: false },
])('a cart left behind: $name', ({ steps, now, in: expected }) => {
  expect(isIn(after(steps, now), 'cart-left-behind')).toBe(expected);
});

test('a history that began today knows of its first cart', () => {
  const engine = after([[0, 'page_view'], added(MINUTE)], 31 * MINUTE, START);
  expect(stateOf(engine, 'cart-left-behind')).toMatchObject({
    in: true,
    since: START + 31 * MINUTE,
  });
});

test('a cart left behind says when it will be, and when no more', () => {
  expect(after([added(0)], 0).flips('cart-left-behind').at).toEqual([
    START + 30 * MINUTE,
    START + 7 * DAY,
  ]);
});

const opened = (ms: number, section = 'politics'): Step => [ms, 'page_view', { section }];
const beat = (ms: number, seconds: number, section = 'politics'): Step => [
  ms,
  'user_engagement',
  { section, engagement_time_msec: seconds * SECOND },
];

test.each<{ name: string; steps: readonly Step[]; now: number; in: boolean }>([
  { name: '2 stories', steps: [opened(0), beat(1, 60), opened(2)], now: 3, in: false },
  { name: '3 stories', steps: [opened(0), beat(1, 30), opened(2), opened(3)], now: 3, in: true },
  {
    name: '1 ms short of 30 seconds',
    steps: [opened(0), beat(1, 29.999), opened(2), opened(3)],
    now: 3,
    in: false,
  },
  {
    name: 'seconds of another section',
    steps: [opened(0), beat(1, 20), opened(2), opened(3), beat(4, 20, 'culture')],
    now: 4,
    in: false,
  },
  {
    name: 'stories of another section',
    steps: [opened(0), beat(1, 60), opened(2), opened(3, 'culture')],
    now: 3,
    in: false,
  },
  {
    name: '1 ms before 30 days',
    steps: [opened(0), opened(2), opened(3), beat(4, 30)],
    now: 30 * DAY - 1,
    in: true,
  },
  {
    name: 'at 30 days',
    steps: [opened(0), opened(2), opened(3), beat(4, 30)],
    now: 30 * DAY,
    in: false,
  },
])('a politics reader: $name', ({ steps, now, in: expected }) => {
  expect(isIn(after(steps, now), 'politics-reader')).toBe(expected);
});

interface File {
  readonly segments: Record<string, { description: string; model: string; enter: object }>;
}
const { segments } = JSON.parse(read('rules.json')) as File;

test('of six segments two are of intent, and two or more of engagement', () => {
  const models = Object.values(segments).map(({ model }) => model);
  expect(models).toHaveLength(6);
  expect(models.filter((model) => model === 'intent')).toHaveLength(2);
  expect(models.filter((model) => model === 'engagement').length).toBeGreaterThanOrEqual(2);
});

test('the demo’s README tells each segment in the words of its description', () => {
  const rows = [...read('README.md').matchAll(/^\| `([a-z-]+)` \| ([^|]+) \|/gm)];
  expect(rows.map(([, id, text]) => [id, text])).toEqual(
    Object.entries(segments).map(([id, { description }]) => [id, description]),
  );
});

test('the rule in the README is the demo’s own', () => {
  const [, block = '{}'] = /```json\n(.*?)```/s.exec(read('../README.md')) ?? [];
  const shown = (JSON.parse(block) as File).segments;
  expect(Object.keys(shown)).toEqual(['politics-reader']);
  expect(shown['politics-reader']?.enter).toEqual(segments['politics-reader']?.enter);
});
