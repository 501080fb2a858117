import { expect, test } from 'vitest';
import { segmentRows, type TableInput } from '../src/data/segment-row.ts';
import { fans, row } from './rows.ts';

const input = (rows: TableInput['rows'], part: Partial<TableInput> = {}): TableInput => ({
  rows,
  segments: [{ id: 'fans', def: 'd1' }],
  notes: new Map(),
  days: ['2026-11-22', '2026-11-23'],
  ...part,
});

test('before the first report a segment has no size, which is not the same as 0', () => {
  const [before] = segmentRows(input([]));
  expect(before).toMatchObject({ size: null, seenToday: { count: 0, of: 0 }, conversions: [] });
  const [empty] = segmentRows(input([row({})]));
  expect(empty).toMatchObject({ size: 0, seenToday: { count: 0, of: 1 } });
});

test('a new definition has no size on the days of the old one', () => {
  const rows = [
    fans({ metric: 'stock', day: '2026-11-22', bucket: '30', def: 'd0', value: 50 }),
    fans({ metric: 'stock', day: '2026-11-23', bucket: '30', value: 2 }),
  ];
  expect(segmentRows(input(rows))[0]?.byDay.map(({ size }) => size)).toEqual([null, 2]);
});

test.each([
  { name: 'lent today for one day', day: '2026-11-23', bucket: '1', sizes: [null, 1] },
  { name: 'lent yesterday for one day', day: '2026-11-22', bucket: '1', sizes: [1, 0] },
  { name: 'lent yesterday for two days', day: '2026-11-22', bucket: '2', sizes: [1, 1] },
  { name: 'lent before the period', day: '2026-11-01', bucket: '30', sizes: [1, 1] },
])('sizes of a browser $name are $sizes', ({ day, bucket, sizes }) => {
  const [fan] = segmentRows(input([fans({ metric: 'stock', day, bucket })]));
  expect(fan?.byDay.map(({ size }) => size)).toEqual(sizes);
  expect(fan?.size).toBe(sizes[1]);
});

test('another definition of the same segment never adds up', () => {
  const rows = [fans({ def: 'd0', value: 50 }), fans({ metric: 'entered', def: 'd0', value: 9 })];
  expect(segmentRows(input(rows))[0]).toMatchObject({ seenToday: { count: 0 }, entered: 0 });
});

test('entered and left are of the period only', () => {
  const rows = ['2026-11-21', '2026-11-22', '2026-11-23'].flatMap((day) => [
    fans({ day, metric: 'entered', value: 2 }),
    fans({ day, metric: 'left', value: 1 }),
  ]);
  expect(segmentRows(input(rows))[0]).toMatchObject({ entered: 4, left: 2 });
});

test('a conversion is of members’ visits, beside everybody’s of all visits', () => {
  const rows = [
    row({ value: 40 }),
    fans({ value: 10 }),
    row({ metric: 'conversions', bucket: 'subscribe', value: 4 }),
    fans({ metric: 'conversions', bucket: 'subscribe', value: 3 }),
    row({ metric: 'conversions', bucket: 'purchase', value: 1 }),
  ];
  expect(segmentRows(input(rows))[0]?.conversions).toEqual([
    { id: 'purchase', members: { count: 0, of: 10 }, everybody: { count: 1, of: 40 } },
    { id: 'subscribe', members: { count: 3, of: 10 }, everybody: { count: 4, of: 40 } },
  ]);
});

test('what people wrote stands for the id, and its absence is no error', () => {
  const note = { name: 'Fans', description: 'Came often.', objective: null, kpi: null };
  const notes = new Map([['fans', note]]);
  expect(segmentRows(input([], { notes }))[0]).toMatchObject({
    name: 'Fans',
    words: 'Came often.',
  });
  expect(segmentRows(input([]))[0]).toMatchObject({ name: 'fans', words: null });
});
