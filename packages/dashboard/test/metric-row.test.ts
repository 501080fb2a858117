import { expect, test } from 'vitest';
import { parseMetrics } from '../src/data/metric-row.ts';

const ROW = { day: '2026-11-23', subject: '*', def: '', metric: 'visitors', value: 3 };

test('reads rows with and without a bucket', () => {
  const rows = [ROW, { ...ROW, metric: 'stock', bucket: '30' }];
  expect(parseMetrics({ site: 'a', k: 1, rows }).rows).toEqual(rows);
});

test.each([
  { name: 'null', value: null, error: 'metrics is no object' },
  { name: 'no rows', value: { site: 'a', k: 1 }, error: 'metrics.rows is no list' },
  { name: 'no k', value: { site: 'a', rows: [] }, error: 'metrics.k is no number' },
  {
    name: 'a row without a day',
    value: { site: 'a', k: 1, rows: [ROW, { ...ROW, day: undefined }] },
    error: 'metrics.rows[1].day is no text',
  },
  {
    name: 'a value as text',
    value: { site: 'a', k: 1, rows: [{ ...ROW, value: '3' }] },
    error: 'metrics.rows[0].value is no number',
  },
])('refuses $name', ({ value, error }) => {
  expect(() => parseMetrics(value)).toThrow(error);
});
