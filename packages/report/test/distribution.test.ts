import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  breakpointsOf,
  contributeValues,
  VALUE_EDGES,
  type ValuesState,
  valueBucket,
} from '../src/distribution/index.ts';
import { METRICS, parseReport, splitReports } from '../src/index.ts';
import { DAY, MONDAY, makeRandom, UTC } from './helpers.ts';

test('edges rise, and a bucket takes two digits at most', () => {
  expect(VALUE_EDGES).toEqual([...VALUE_EDGES].sort((a, b) => a - b));
  expect(new Set(VALUE_EDGES).size).toBe(VALUE_EDGES.length);
  expect(VALUE_EDGES.length).toBeLessThan(100);
});

test.each([
  { value: -0.1, least: undefined },
  { value: 0, least: 0 },
  { value: 0.0009, least: 0 },
  { value: 0.001, least: 0.001 },
  { value: 0.3, least: 0.3 },
  { value: 7, least: 7 },
  { value: 7.9, least: 7 },
  { value: 10, least: 10 },
  { value: 11, least: 10 },
  { value: 12, least: 12 },
  { value: 1e12, least: 5e7 },
  { value: Number.POSITIVE_INFINITY, least: 5e7 },
])('puts $value into the bucket from $least on', ({ value, least }) => {
  expect(VALUE_EDGES[valueBucket(value) - 1]).toBe(least);
});

describe('breakpointsOf', () => {
  const counts = (...all: [value: number, n: number][]) =>
    new Map(all.map(([value, n]) => [valueBucket(value), n]));
  test.each([
    { name: 'nobody', of: counts(), found: null },
    { name: '49 browsers', of: counts([1, 49]), found: null },
    { name: '50 browsers', of: counts([1, 50]), found: { values: [1], below: [0] } },
    {
      name: 'buckets of 50 each',
      of: counts([1, 50], [2, 50], [9, 100]),
      found: { values: [1, 2, 9], below: [0, 0.25, 0.5] },
    },
    {
      name: 'a bucket of 49 in the middle',
      of: counts([1, 51], [2, 49], [3, 100]),
      found: { values: [1, 2], below: [0, 0.255] },
    },
    {
      name: 'a small top',
      of: counts([1, 60], [2, 60], [9, 40]),
      found: { values: [1, 2], below: [0, 0.375] },
    },
    { name: 'values below 0', of: counts([-1, 60], [2, 60]), found: { values: [2], below: [0.5] } },
  ])('k = 50: $name', ({ of, found }) => {
    expect(breakpointsOf(of, 50)).toEqual(found);
  });

  test('of any values, each step holds k browsers, and shares are those strictly below', () => {
    const values = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 20 }), (all, k) => {
        const of = new Map<number, number>();
        for (const value of all) of.set(valueBucket(value), (of.get(valueBucket(value)) ?? 0) + 1);
        const found = breakpointsOf(of, k);
        if (all.length < k) {
          expect(found).toBeNull();
          return;
        }
        for (const [i, value] of found!.values.entries()) {
          const below = all.filter((one) => one < value).length;
          expect(found!.below[i]! * all.length).toBeCloseTo(below);
          const next = found!.values[i + 1] ?? Number.POSITIVE_INFINITY;
          expect(all.filter((one) => one >= value && one < next).length).toBeGreaterThanOrEqual(k);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('contributeValues', () => {
  const run = (plans: readonly { at: number; signals: Record<string, unknown> }[]) => {
    let state: ValuesState | null = null;
    return plans.flatMap(({ at, signals }) => {
      const step = contributeValues(state, { t: MONDAY + at * DAY, zone: UTC, signals });
      state = step.state;
      return step.rows.map(({ day, bucket }) => `${day} ${bucket}`);
    });
  };

  test('says each signal once a week, with its first value', () => {
    const first = valueBucket(3);
    expect(
      run([
        { at: 0, signals: { depth: undefined, reads: 3 } },
        { at: 1, signals: { depth: 0, reads: 4 } },
        { at: 6.5, signals: { depth: 9, reads: 5 } },
        { at: 7, signals: { reads: 6 } },
      ]),
    ).toEqual([
      `2026-11-23 reads:${first}`,
      `2026-11-24 depth:${valueBucket(0)}`,
      `2026-11-30 reads:${valueBucket(6)}`,
    ]);
  });

  test('says nothing of what is no number', () => {
    expect(run([{ at: 0, signals: { a: 'x', b: null, c: Number.NaN, d: [1] } }])).toEqual([]);
  });

  test('does not count a week anew when the clock falls back into the one before', () => {
    const signals = { reads: 3 };
    expect(
      run([
        { at: 0, signals },
        { at: -3, signals },
        { at: 0, signals },
      ]),
    ).toHaveLength(1);
  });

  test('each signal travels alone', () => {
    const { rows } = contributeValues(null, { t: MONDAY, zone: UTC, signals: { a: 1, b: 2 } });
    const reports = splitReports(rows, { site: 'daily-ink', random: makeRandom(1) });
    expect(reports).toHaveLength(2);
    for (const report of reports) expect(parseReport(report)).toEqual(report);
    expect(METRICS.value.alone).toBe(true);
  });
});
