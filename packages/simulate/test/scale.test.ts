import { expect, test } from 'vitest';
import { costOfReports, loadOfDay, rowsPerReport } from '../src/index.ts';

const AWAY = { ids: 20_000, batches: 4_000, rows: 6 };

test.each([
  { name: 'one report', reports: 1, batches: 1, rows: 1 + 32 },
  { name: 'the last batch that is kept', reports: 3_999, batches: 1, rows: 1 + 32 / 3_999 },
  { name: 'batches put away', reports: 4_000, batches: 1, rows: 2 + 38 / 4_000 },
  { name: 'ids put away', reports: 20_000, batches: 0.1, rows: 0.2 + 38 / 20_000 },
  { name: 'the last id that is kept', reports: 19_999, batches: 0.1, rows: 0.1 + 32 / 19_999 },
])('$name: rows for a report', ({ reports, batches, rows }) => {
  expect(rowsPerReport(reports, batches, AWAY)).toBeCloseTo(rows, 9);
});

test('a cost adds up, and one report at a time costs its whole answer', () => {
  const figures = { batchesPerReport: 1, answerMs: 10, cpuMs: 2 };
  const cost = costOfReports(1e-9, figures, { ...AWAY, batches: Number.POSITIVE_INFINITY });
  expect(cost.requests).toBeCloseTo(0.45, 9);
  expect(cost.duration).toBeCloseTo(0.01 * 0.128 * 12.5, 6);
  expect(cost.cpu).toBeCloseTo(0.04, 9);
  const { all, ...parts } = cost;
  expect(all).toBeCloseTo(
    Object.values(parts).reduce((sum, part) => sum + part, 0),
    6,
  );
});

test('a busy object is paid for once, however many it answers', () => {
  const figures = { batchesPerReport: 0.1, answerMs: 1_000, cpuMs: 0 };
  const millions = (1_000 * 86_400) / 1e6;
  const aDay = costOfReports(1_000, figures, AWAY).duration * millions;
  expect(aDay).toBeCloseTo((86_400 * 0.128 * 12.5) / 1e6, 9);
});

test('the busiest hour loads each object evenly', () => {
  const hours = [1, ...Array(23).fill(0)];
  expect(loadOfDay(7_200, hours, () => 2)).toEqual({
    ...{ shards: 2, perObject: 3_600, perSecond: 3_600 / 86_400, busiestHour: 1 },
  });
});
