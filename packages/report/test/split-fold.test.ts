import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  cellRow,
  foldRows,
  parseReport,
  REPORT_LIMITS,
  type ReportRow,
  splitReports,
} from '../src/index.ts';
import { DAY, MONDAY, makeRandom, run } from './helpers.ts';

const row = (more: Partial<ReportRow>): ReportRow => ({
  day: '2026-11-23',
  subject: 'a',
  def: 'h',
  metric: 'in',
  delta: 1,
  ...more,
});
const split = (rows: readonly ReportRow[], seed = 1) =>
  splitReports(rows, { site: 'daily-ink', random: makeRandom(seed) });

test('keeps days, segments, totals, pairs and signed cells apart', () => {
  const segments = ['a', 'b', 'c', 'd', 'e'];
  const reports = split([
    row({ day: '2026-11-22' }),
    row({ subject: '*', def: '', metric: 'visitors' }),
    row({ subject: 'a&b', def: 'h&h', metric: 'pair', bucket: 'none' }),
    row({ metric: 'stock', bucket: '7' }),
    row({ metric: 'stock', bucket: '5', delta: -1 }),
    ...segments.map((subject) => row({ subject })),
  ]);
  expect(reports.map((report) => report.rows.length).sort()).toEqual(Array(10).fill(1));
});

test('adds equal cells up, and sends nothing of what cancelled out', () => {
  const lease = row({ metric: 'stock', bucket: '7' });
  const views = row({ subject: '*', def: '', metric: 'page_views', delta: 2 });
  const reports = split([lease, views, { ...lease, delta: -1 }, views]);
  expect(reports.map((report) => report.rows)).toEqual([[{ ...views, delta: 4 }]]);
});

test('parts a sum into as much as the edge takes', () => {
  const views = row({ subject: '*', def: '', metric: 'page_views', delta: 99 });
  const deltas = split([views, views]).map(({ rows }) => rows[0]?.delta);
  expect(deltas.sort()).toEqual([100, 98]);
});

test('gives a different id to every report', () => {
  const ids = Array.from({ length: 200 }, (_, seed) => split([row({})], seed)[0]?.id);
  expect(new Set(ids).size).toBe(200);
});

const history = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 40 }),
    in: fc.subarray(['a', 'b', 'c', 'd', 'e', 'f']),
    lapse: fc.integer({ min: 0, max: 100 }),
    type: fc.constantFrom('page_view', 'user_engagement', 'purchase', null),
  }),
  { minLength: 1, maxLength: 30 },
);

test('whatever a browser does, the edge takes its reports, and they fold to its rows', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const segments = ['a', 'b', 'c', 'd', 'e', 'f'];
      const sorted = [...steps].sort((x, y) => x.day - y.day);
      const { rows } = run(
        sorted.map((s, i) => ({
          t: MONDAY + s.day * DAY + i,
          type: s.type,
          params: { engagement_time_msec: 1500 },
          segments,
          in: Object.fromEntries(s.in.map((id) => [id, MONDAY + s.day * DAY + i])),
          flips: { a: [MONDAY + (s.day + s.lapse) * DAY + i + 1] },
          conversions: s.type === 'purchase' ? [{ id: 'buy', cents: 999 }] : [],
        })),
      );
      const reports = split(rows);
      const folded = foldRows(
        new Map(),
        reports.flatMap((r) => parseReport(r).rows),
      );
      expect(folded).toEqual(foldRows(new Map(), rows));
      for (const report of reports) {
        expect(JSON.stringify(report).length).toBeLessThan(REPORT_LIMITS.bytes);
      }
      for (const [key, delta] of folded) {
        expect(foldRows(new Map(), [cellRow(key, delta)])).toEqual(new Map([[key, delta]]));
      }
    }),
    { numRuns: 200 },
  );
});
