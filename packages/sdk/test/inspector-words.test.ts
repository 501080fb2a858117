import { createEngine, type InkEvent, type Program } from '@inkling/engine';
import { explain } from '@inkling/engine/explain';
import { extra } from '@inkling/engine/extra';
import { compileRules, parseRules } from '@inkling/rules';
import { expect, test } from 'vitest';
import { explainTree } from '../src/inspector/explain-tree.ts';
import { exportFile } from '../src/inspector/export-file.ts';
import { nextChange, replay } from '../src/inspector/replay.ts';
import { type Leaf, wordMeasure, wordWanted } from '../src/inspector/word-measure.ts';
import { createMakeElement } from '../src/panel/element.ts';
import { event } from './support/events.ts';

const NOON = Date.parse('2026-03-02T12:00:00Z');
const DAY_MS = 86_400_000;

const compile = (segments: Record<string, object>): Program =>
  compileRules(
    parseRules({
      format: 1,
      site: 's',
      timezone: 'UTC',
      currency: 'EUR',
      segments: Object.fromEntries(
        Object.entries(segments).map(([id, rest]) => [id, { name: id, ...rest }]),
      ),
    }),
  );

/** Conditions, and the words that a program's own numbers give back. */
test.each([
  [
    { count: 'page_view', where: { section: 'politics' }, within: '30d', gte: 3 },
    'number of page_view where section = politics, in the last 30 d: ≥ 3',
  ],
  [
    { engaged: true, within: '28d', gte: '5m' },
    'engaged time of user_engagement, in the last 28 d: ≥ 300 s',
  ],
  [
    { distinct: 'page_view', field: 'path', where: { free: false }, within: 'this-month', gte: 3 },
    'different path of page_view where free = false, this month: ≥ 3',
  ],
  [{ count: 'purchase', within: '7d', eq: 0 }, 'number of purchase, in the last 7 d: < 1'],
  [
    { periods: 'page_view', per: 'day', within: '28d', gte: 3 },
    'days with page_view, in the last 28 d: ≥ 3',
  ],
  [
    { 'since-last': 'add_to_cart', within: '7d', gte: '30m' },
    'time since the newest add_to_cart, in the last 7 d: ≥ 30 min',
  ],
  [{ revenue: true, within: '30d', gte: 10 }, /^revenue of .*, in the last 30 d: ≥ 10$/],
  [{ count: 'search', gte: 1 }, 'number of search, ever: ≥ 1'],
  [
    { max: 'view_item', field: 'price', within: '7d', gte: 100 },
    'the greatest value of price of view_item, in the last 7 d: ≥ 100',
  ],
])('%j reads back', (enter, words) => {
  const program = compile({ one: { enter } });
  const [code] = program.code.q[0]!;
  const leaf = program.code.l[code as number] as Leaf;
  const said = `${wordMeasure(leaf[0], program)}: ${wordWanted(leaf, program)}`;
  if (typeof words === 'string') expect(said).toBe(words);
  else expect(said).toMatch(words);
});

const PROGRAM = compile({
  fan: {
    enter: {
      all: [
        { count: 'page_view', within: '7d', gte: 3 },
        { not: { any: [{ count: 'purchase', within: '7d', gte: 1 }, { in: 'other' }] } },
      ],
    },
  },
  other: { enter: { count: 'login', gte: 1 } },
});
const parts = { program: PROGRAM, extra, recordedFrom: 0 };
const views = (n: number): InkEvent[] =>
  Array.from({ length: n }, (_, i) => event('a', i, 'page_view', {}, NOON + i));

test('a tree tells what holds, what is there, and how far the rest is', () => {
  const engine = replay(parts, views(2), NOON + 10);
  const found = explain(engine, 'fan');
  const [code] = PROGRAM.code.q[0]!;
  const tree = explainTree(
    { make: createMakeElement(document), program: PROGRAM },
    found.enter,
    code,
  );
  const lines = [...tree.querySelectorAll('li')].map((line) => line.textContent);
  expect(lines[0]).toMatch(
    /^✗ number of page_view, in the last 7 d: ≥ 3now 2 · needs 1 more · last: /,
  );
  expect(lines.join()).toContain('in other');
  const marks = [...tree.querySelectorAll('[role=img]')].map((mark) =>
    mark.getAttribute('aria-label'),
  );
  expect(marks.slice(0, 2)).toEqual(['does not hold', 'does not hold']);
});

test('a replay answers as an engine that saw the events, and looks ahead on its own', () => {
  const engine = replay(parts, views(3), NOON + 10);
  const live = createEngine(PROGRAM, { extra });
  for (const one of views(3)) live.add(one);
  live.advance(NOON + 10);
  expect(engine.memberships()).toEqual(live.memberships());
  expect(nextChange(engine)).toBe(live.flips('fan').at[0]);
  engine.advance(NOON + 8 * DAY_MS);
  expect(nextChange(engine)).toBeNull();
  expect(live.now).toBe(NOON + 10);
});

test('an export is one event a line, of one visitor', () => {
  expect(exportFile([])).toBe('');
  const lines = exportFile(views(2)).split('\n');
  expect(lines).toHaveLength(3);
  expect(JSON.parse(lines[0]!)).toEqual({ visitor: 'me', ...views(1)[0] });
});
