import { createEngine, type InkEvent } from '@inkling/engine';
import { explain } from '@inkling/engine/explain';
import { expect, test } from 'vitest';
import { compileRules } from '../src/compile/compile-rules.ts';
import { parseRules } from '../src/parse/parse-rules.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 5);
const engine = createEngine(
  compileRules(
    parseRules({
      format: 1,
      site: 'test',
      timezone: 'UTC',
      currency: 'EUR',
      segments: {
        keen: { enter: { count: 'page_view', within: '7d', gte: 3 } },
        fresh: { enter: { all: [{ count: 'page_view', lt: 2 }, { not: { in: 'keen' } }] } },
        reader: { enter: { count: 'page_view', within: '7d', gte: 1 }, dwell: '9d' },
        fan: { enter: { sum: 'page_view', field: 'value', within: '7d', gte: 5 } },
      },
      groups: { depth: { segments: ['keen', 'reader'] } },
    }),
    { resolveZone: () => ({ name: 'UTC', from: [null], offsets: [0] }) },
  ),
);
const event = (n: number, days: number): InkEvent => ({
  id: ['tab', n],
  t: START + days * DAY_MS,
  type: 'page_view',
  session: START,
  params: { value: 1.5 },
});
engine.add(event(1, 0));
engine.add(event(2, 1));

test('a miss says how much is missing, which events counted, and until when', () => {
  expect(explain(engine, 'keen')).toMatchObject({
    in: false,
    known: true,
    enter: {
      kind: 'compare',
      holds: false,
      value: 2,
      thresholds: [3],
      distance: { change: 1, side: 0 },
      at: [START + DAY_MS, START],
      events: [
        { id: ['tab', 2], t: START + DAY_MS, type: 'page_view' },
        { id: ['tab', 1], t: START, type: 'page_view' },
      ],
    },
    exit: null,
    takenBy: [],
  });
  expect(explain(engine, 'fan').enter).toMatchObject({
    value: 3,
    distance: { change: 2, side: 0 },
  });
});

test('a list says which part fails, and by how much it is too much', () => {
  expect(explain(engine, 'fresh').enter).toMatchObject({
    kind: 'atLeast',
    n: 2,
    holds: false,
    of: [
      { kind: 'compare', holds: false, value: 2, distance: { change: -1, side: 0 } },
      { kind: 'in', segment: 'keen', not: true, holds: true },
    ],
  });
});

test('each condition says exactly when it changes by itself', () => {
  const { until, enter } = explain(engine, 'fresh');
  // One view leaves no window; `keen` can only be entered by another view.
  expect({ until, parts: enter.kind === 'atLeast' && enter.of.map((one) => one.until) }).toEqual({
    until: null,
    parts: [null, null],
  });
  const lapse = START + 8 * DAY_MS;
  expect(explain(engine, 'fan').enter.until).toBeNull();
  expect(explain(engine, 'reader').enter.until).toBe(lapse);
});

test('a stay says how long it holds, and who takes the visitor instead', () => {
  expect(explain(engine, 'reader')).toMatchObject({
    in: true,
    since: START,
    heldUntil: START + 9 * DAY_MS,
    until: START + 9 * DAY_MS,
    takenBy: [],
    enter: { holds: true, distance: null, until: START + 8 * DAY_MS },
  });
  engine.add(event(3, 2));
  expect(explain(engine, 'reader')).toMatchObject({ in: false, takenBy: ['keen'] });
});

test('a segment that is not there is refused', () => {
  expect(() => explain(engine, 'nobody')).toThrow('unknown-name');
});
