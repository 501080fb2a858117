import { describe, expect, test } from 'vitest';
import {
  listDays,
  type MetricRow,
  newestDef,
  overlapOf,
  segmentSeries,
  sizeByDay,
} from '../src/index.ts';

const row = (more: Partial<MetricRow>): MetricRow => ({
  day: '2026-11-23',
  subject: 'loyal',
  def: 'h',
  metric: 'stock',
  value: 1,
  ...more,
});

describe('listDays', () => {
  test.each([
    { from: '2026-11-23', to: '2026-11-23', days: ['2026-11-23'] },
    { from: '2026-02-28', to: '2026-03-01', days: ['2026-02-28', '2026-03-01'] },
    { from: '2026-11-24', to: '2026-11-23', days: [] },
  ])('$from to $to', ({ from, to, days }) => {
    expect(listDays(from, to)).toEqual(days);
  });
});

describe('sizeByDay', () => {
  const days = ['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-29', '2026-11-30'];
  test.each([
    { name: 'nothing', rows: [], sizes: [0, 0, 0, 0, 0] },
    { name: 'a day', rows: [row({ bucket: '1' })], sizes: [0, 1, 0, 0, 0] },
    { name: 'a week', rows: [row({ bucket: '7', value: 5 })], sizes: [0, 5, 5, 5, 0] },
    {
      name: 'one of five who left early',
      rows: [row({ bucket: '7', value: 5 }), row({ day: '2026-11-24', bucket: '6', value: -1 })],
      sizes: [0, 5, 4, 4, 0],
    },
    {
      name: 'an entry to come',
      rows: [row({ bucket: '90' }), row({ bucket: '7', value: -1 })],
      sizes: [0, 0, 0, 0, 1],
    },
    { name: 'another definition', rows: [row({ bucket: '7', def: 'x' })], sizes: [0, 0, 0, 0, 0] },
    {
      name: 'a minus without its plus',
      rows: [row({ bucket: '7', value: -1 })],
      sizes: [0, 0, 0, 0, 0],
    },
  ])('$name', ({ rows, sizes }) => {
    expect(sizeByDay(rows, { segment: 'loyal', def: 'h', days })).toEqual(sizes);
  });
});

test('segmentSeries gathers a segment, and nobody else, by day', () => {
  const rows = [
    row({ day: '2026-11-22', bucket: '7', value: 4 }),
    row({ metric: 'in', value: 3 }),
    row({ metric: 'entered', value: 2 }),
    row({ metric: 'left', value: 1 }),
    row({ metric: 'conversions', bucket: 'a', value: 5 }),
    row({ metric: 'conversions', bucket: 'b', value: 6 }),
    row({ metric: 'revenue', bucket: 'a', value: 700 }),
    row({ metric: 'in', value: 9, arm: 'holdout:in' }),
    row({ metric: 'in', value: 9, subject: 'other' }),
    row({ metric: 'visitors', value: 8, subject: '*', def: '' }),
  ];
  const range = { from: '2026-11-23', to: '2026-11-23' };
  expect(segmentSeries(rows, { segment: 'loyal', def: 'h', ...range })).toEqual([
    { day: '2026-11-23', size: 4, in: 3, entered: 2, left: 1, conversions: 11, revenueCents: 700 },
  ]);
  expect(segmentSeries(rows, { segment: '*', def: '', ...range })[0]).toMatchObject({
    size: 8,
    in: 8,
  });
});

test('newestDef is that of the last day, and null for a stranger', () => {
  const rows = [row({ def: 'new' }), row({ def: 'old', day: '2026-11-20' })];
  expect(newestDef(rows, 'loyal')).toBe('new');
  expect(newestDef(rows, 'other')).toBeNull();
});

describe('overlapOf', () => {
  const pair = (bucket: string, value: number) =>
    row({ subject: 'a&b', def: 'x&y', metric: 'pair', bucket, value });
  test('is the same from either side', () => {
    const rows = [pair('both', 1), pair('first', 2), pair('second', 3), pair('none', 4)];
    const either = { draws: 10, both: 0.1, none: 0.4, jaccard: 1 / 6 };
    expect(overlapOf(rows, 'a', 'b')).toEqual({ ...either, first: 0.2, second: 0.3 });
    expect(overlapOf(rows, 'b', 'a')).toEqual({ ...either, first: 0.3, second: 0.2 });
  });
  test('says when there is nothing to say', () => {
    expect(overlapOf([], 'a', 'b')).toBeNull();
    expect(overlapOf([pair('none', 4)], 'a', 'b')?.jaccard).toBeNull();
  });
});
