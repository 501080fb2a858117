import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contributeExperiments,
  type Experiment,
  type ExperimentState,
  levelOf,
  outcomesOf,
} from '../src/experiment/index.ts';
import { foldRows, parseReport, type ReportRow, splitReports } from '../src/index.ts';
import { DAY, MONDAY, makeRandom, UTC } from './helpers.ts';

const PRICE: Experiment = {
  id: 'price',
  arm: 'low',
  horizonDays: 14,
  preDays: 7,
  outcomes: [
    { id: 'orders', conversion: 'buy', of: 'times', levels: [1, 2, 5] },
    { id: 'revenue', conversion: 'buy', of: 'cents', levels: [1, 1_000, 5_000] },
  ],
};

interface Plan {
  /** Days after the Monday. */
  readonly at: number;
  readonly cents?: readonly number[];
  readonly experiments?: readonly Experiment[];
  readonly exposed?: readonly string[];
}

function run(plans: readonly Plan[]): ReportRow[] {
  let state: ExperimentState | null = null;
  const rows: ReportRow[] = [];
  for (const { at, cents = [], experiments = [PRICE], exposed = [] } of plans) {
    const step = contributeExperiments(state && JSON.parse(JSON.stringify(state)), {
      t: MONDAY + at * DAY,
      zone: UTC,
      experiments,
      exposed,
      conversions: cents.map((one) => ({ id: 'buy', cents: one })),
    });
    state = step.state;
    rows.push(...step.rows);
  }
  return rows;
}

/** Cells that are not 0, as `metric arm bucket`, over all days. */
const cellsOf = (rows: readonly ReportRow[]): Record<string, number> =>
  Object.fromEntries(
    [
      ...foldRows(
        new Map(),
        rows.map((row) => ({ ...row, day: '2026-11-23' })),
      ),
    ].map(([key, sum]) => {
      const [, , , metric, bucket, arm] = key.split('|');
      return [[metric, arm, bucket].filter(Boolean).join(' '), sum];
    }),
  );
const ordersAt = (plans: readonly Plan[]) =>
  Object.keys(cellsOf(run(plans))).find((key) => key.includes('orders'));

test.each([
  { sum: 0, level: 0 },
  { sum: 1, level: 1 },
  { sum: 4, level: 2 },
  { sum: 5, level: 3 },
  { sum: 1e9, level: 3 },
])('puts a sum of $sum into level $level', ({ sum, level }) => {
  expect(levelOf(sum, [1, 2, 5])).toBe(level);
});

test('has eight levels at most', () => {
  expect(levelOf(99, [1, 2, 3, 4, 5, 6, 7, 8, 9])).toBe(7);
});

describe('a browser', () => {
  test('is counted when it is assigned, once, and when it is exposed, once', () => {
    expect(cellsOf(run([{ at: 0 }, { at: 1 }]))).toEqual({
      'level price:low orders:0:0': 1,
      'level price:low revenue:0:0': 1,
    });
    const seen = run([{ at: 0 }, { at: 1, exposed: ['price'] }, { at: 2, exposed: ['price'] }]);
    expect(cellsOf(seen)['exposed price:low']).toBe(1);
  });

  test('moves from one level to the next and leaves no trace in the one before', () => {
    expect(cellsOf(run([{ at: 0 }, { at: 1, cents: [600, 600] }]))).toEqual({
      'level price:low orders:0:2': 1,
      'level price:low revenue:0:2': 1,
    });
  });

  test('sends nothing of what does not change its level', () => {
    const plans = [{ at: 0 }, { at: 1, cents: [600, 600] }];
    expect(run([...plans, { at: 2, cents: [1] }])).toEqual(run(plans));
  });

  test.each([
    { at: 14 - 1 / DAY, cell: 'level price:low orders:0:1' },
    { at: 14, cell: 'level price:low orders:0:0' },
  ])('counts until its horizon ends: day $at', ({ at, cell }) => {
    expect(ordersAt([{ at: 0 }, { at, cents: [1] }])).toBe(cell);
  });

  test.each([
    { at: 2, cell: 'level price:low orders:0:0' },
    { at: 3, cell: 'level price:low orders:1:0' },
    { at: 9, cell: 'level price:low orders:1:0' },
    { at: 10, cell: 'level price:low orders:0:0' },
  ])('knows the days before its assignment: bought on day $at, assigned on 10', ({ at, cell }) => {
    const experiments: Experiment[] = [];
    expect(ordersAt([{ at, cents: [5], experiments }, { at: 10 }])).toBe(cell);
  });

  test('stays in its first arm, and is not assigned anew after a pause', () => {
    const other = { ...PRICE, arm: 'high' };
    const rows = run([
      { at: 0 },
      { at: 1, experiments: [] },
      { at: 2, experiments: [other], cents: [5] },
    ]);
    expect(cellsOf(rows)).toEqual({
      'level price:low orders:0:1': 1,
      'level price:low revenue:0:1': 1,
    });
  });

  test('counts what it buys with the step that assigns it', () => {
    expect(ordersAt([{ at: 0, cents: [5] }])).toBe('level price:low orders:0:1');
  });
});

const life = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 40, noNaN: true }),
    cents: fc.array(fc.integer({ min: -5, max: 4_000 }), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 25 },
);

test('whatever it buys, it stands in one cell an outcome, that of its sum over the horizon', () => {
  fc.assert(
    fc.property(life, (unsorted) => {
      const plans = [...unsorted].sort((a, b) => a.at - b.at);
      const rows = run(plans);
      const end = plans[0]!.at + PRICE.horizonDays;
      const bought = plans.filter(({ at }) => at < end).flatMap(({ cents }) => cents);
      const money = bought.reduce((sum, cents) => sum + Math.max(1, cents), 0);
      expect(cellsOf(rows)).toEqual({
        [`level price:low orders:0:${levelOf(bought.length, [1, 2, 5])}`]: 1,
        [`level price:low revenue:0:${levelOf(money, [1, 1_000, 5_000])}`]: 1,
      });
      const reports = splitReports(rows, { site: 'daily-ink', random: makeRandom(3) });
      for (const report of reports) expect(parseReport(report).rows).toHaveLength(1);
      const arrived = reports.flatMap((report) => report.rows);
      expect(foldRows(new Map(), arrived)).toEqual(foldRows(new Map(), rows));
    }),
    { numRuns: 200 },
  );
});

test('measures each conversion by its times and, where it has a value, by its money', () => {
  const outcomes = outcomesOf([
    { id: 'buy', value: 'value' },
    { id: 'join', value: null },
  ]);
  expect(outcomes.map(({ id, of }) => [id, of])).toEqual([
    ['buy', 'times'],
    ['buy.revenue', 'cents'],
    ['join', 'times'],
  ]);
  for (const { levels } of outcomes) {
    expect(levels).toHaveLength(7);
    expect([...levels].sort((a, b) => a - b)).toEqual(levels);
  }
});
