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
      cuts: [3],
      distance: 1,
      at: [START + DAY_MS, START],
      events: [
        ['tab', 1],
        ['tab', 2],
      ],
    },
    exit: null,
    takenBy: [],
  });
  expect(explain(engine, 'fan').enter).toMatchObject({ value: 3, distance: 2 });
});

test('a list says which part fails, and by how much it is too much', () => {
  expect(explain(engine, 'fresh').enter).toMatchObject({
    kind: 'atLeast',
    n: 2,
    holds: false,
    of: [
      { kind: 'compare', holds: false, value: 2, distance: -1 },
      { kind: 'in', segment: 'keen', not: true, holds: true },
    ],
  });
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
