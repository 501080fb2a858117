import { expect, test } from 'vitest';
import { sumRows } from '../src/data/sum-rows.ts';
import { fans, row } from './rows.ts';

const ROWS = [
  row({ day: '2026-11-21', value: 1 }),
  row({ day: '2026-11-22', value: 10 }),
  row({ day: '2026-11-23', value: 100 }),
  row({ metric: 'conversions', bucket: 'purchase', value: 7 }),
  row({ metric: 'conversions', bucket: 'subscribe', value: 70 }),
  fans({ value: 3 }),
  fans({ value: 5, def: 'd0' }),
  fans({ value: 9, arm: 'offer:control' }),
];
const all = { subject: '*', metric: 'visitors' } as const;

test.each([
  { name: 'nothing matches', match: { ...all, subject: 'nobody' }, sum: 0 },
  { name: 'all days', match: all, sum: 111 },
  { name: 'from a day, included', match: { ...all, from: '2026-11-22' }, sum: 110 },
  { name: 'to a day, included', match: { ...all, to: '2026-11-22' }, sum: 11 },
  { name: 'all buckets', match: { ...all, metric: 'conversions' as const }, sum: 77 },
  {
    name: 'one bucket',
    match: { ...all, metric: 'conversions' as const, bucket: 'purchase' },
    sum: 7,
  },
  {
    name: 'one definition, without the arms of experiments',
    match: { subject: 'fans', metric: 'in' as const, def: 'd1' },
    sum: 3,
  },
])('$sum for $name', ({ match, sum }) => {
  expect(sumRows(ROWS, match)).toBe(sum);
});
