import { expect, test } from 'vitest';
import { addRows, MOST_DAYS, type ReportRow, sealReports, takeReports } from '../src/index.ts';
import { makeRandom } from './helpers.ts';

const random = makeRandom(3);
const NOW = Date.parse('2026-11-23T23:59:59Z');
const row = (more: Partial<ReportRow>): ReportRow => ({
  ...{ day: '2026-11-23', subject: '*', def: '', metric: 'page_views', delta: 1 },
  ...more,
});
const seal = (rows: readonly ReportRow[], most: number) =>
  sealReports({ rows, queue: [] }, { site: 's', random, now: NOW, most });

test('what is not sealed adds up with what comes', () => {
  let rows = addRows([], [row({}), row({ metric: 'visitors' })], random);
  rows = addRows([...seal(rows, 0).rows], [row({}), row({ metric: 'engaged', delta: 9 })], random);
  const { queue, rows: rest } = seal(rows, 9);
  expect(queue).toHaveLength(1);
  const deltas = Object.fromEntries(queue[0]!.rows.map(({ metric, delta }) => [metric, delta]));
  expect(deltas).toEqual({ visitors: 1, page_views: 2, engaged: 9 });
  expect(rest).toEqual([]);
});

test('the signs of different leases stay apart, equal ones cancel out', () => {
  const stock = { subject: 'a', def: 'h', metric: 'stock' } as const;
  const rows = addRows(
    [],
    [
      row({ ...stock, bucket: '7', delta: -1 }),
      row({ ...stock, bucket: '30' }),
      row({ ...stock, bucket: '3' }),
      row({ ...stock, bucket: '3', delta: -1 }),
    ],
    random,
  );
  expect(seal(rows, 9).queue.map((one) => one.rows.length)).toEqual([1, 1]);
});

test('the oldest day first, and then whoever has waited longest, though others come on', () => {
  let rows = addRows([], [row({ subject: 'a', def: 'h', metric: 'entered' })], random);
  rows = addRows(rows, [row({ subject: 'b', def: 'h', metric: 'entered' })], random);
  rows = addRows(
    rows,
    [row({ subject: 'c', def: 'h', metric: 'left', day: '2026-11-21' })],
    random,
  );
  const order: string[] = [];
  for (let i = 0; i < 6; i++) {
    const next = takeReports(rows, { site: 's', random, most: 1 });
    order.push(next.reports[0]!.rows[0]!.subject);
    rows = addRows(next.rows, [row({ subject: 'a', def: 'h', metric: 'entered' })], random);
    if (i === 2) rows = addRows(rows, [row({ subject: 'd', def: 'h', metric: 'entered' })], random);
  }
  expect(order).toEqual(['c', 'a', 'b', 'a', 'd', 'a']);
});

test('what is above what the edge takes in one report goes into the next', () => {
  const first = seal([row({ delta: 130 })], 1);
  expect(first.queue[0]!.rows[0]!.delta).toBe(100);
  expect(first.rows).toEqual([row({ delta: 30 })]);
});

test.each([
  { days: MOST_DAYS, dropped: 0 },
  { days: MOST_DAYS + 1, dropped: 3 },
])('after $days days $dropped reports are dropped, and counted', ({ days, dropped }) => {
  const old = { v: 1, site: 's', id: '2026-11-23.abc', rows: [row({})] } as const;
  const rows = [
    row({}),
    row({ metric: 'sessions' }),
    row({ subject: 'a', def: 'h', metric: 'in' }),
  ];
  const options = { site: 's', random, now: NOW + days * 86_400_000, most: 9 };
  const next = sealReports({ rows, queue: [old] }, options);
  expect(next.queue.includes(old)).toBe(dropped === 0);
  const told = next.queue.flatMap((one) => one.rows);
  expect(told.filter(({ metric }) => metric === 'dropped').map(({ delta }) => delta)).toEqual(
    dropped ? [dropped] : [],
  );
  expect(told.some(({ metric }) => metric === 'page_views')).toBe(dropped === 0);
  const bits = sealReports({ rows, queue: [old] }, { ...options, isExact: false });
  expect(bits.queue.flatMap((one) => one.rows).filter((r) => r.metric === 'dropped')).toEqual([]);
});
