import { describe, expect, test } from 'vitest';
import { parseReport, ReportError } from '../src/index.ts';

const ID = '2026-11-23.AAAAAAAAAAAAAAAAAAAAAA';
const row = (more: object = {}) => ({
  day: '2026-11-23',
  subject: 'loyal',
  def: 'h1',
  metric: 'in',
  delta: 1,
  ...more,
});
const views = { metric: 'page_views', subject: '*', def: '' };
const report = (...rows: unknown[]) => ({ v: 1, site: 'daily-ink', id: ID, rows });
const buy = { metric: 'conversions', bucket: 'buy' };

describe('takes', () => {
  test.each([
    { name: 'a segment', input: report(row()) },
    { name: 'a total', input: report(row({ ...views, delta: 100 })) },
    { name: 'a conversion of everybody', input: report(row({ ...buy, subject: '*', def: '' })) },
    { name: 'a minus alone', input: report(row({ metric: 'stock', bucket: '90', delta: -1 })) },
    {
      name: 'a pair',
      input: report(row({ metric: 'pair', subject: 'a&b', def: 'x&y', bucket: 'none' })),
    },
    { name: 'an arm', input: report(row({ arm: 'holdout:in' })) },
    {
      name: 'a level',
      input: report(
        row({ ...views, metric: 'level', bucket: 'orders:0:7', arm: 'price:low', delta: -1 }),
      ),
    },
    {
      name: 'four segments',
      input: report(...['a', 'b', 'c', 'd'].map((subject) => row({ subject }))),
    },
    {
      name: '64 rows',
      input: report(...Array.from({ length: 64 }, (_, i) => row({ ...buy, bucket: `c${i}` }))),
    },
  ])('$name', ({ input }) => {
    expect(parseReport(input)).toEqual(input);
    expect(parseReport(JSON.parse(JSON.stringify(input)))).toEqual(input);
  });
});

describe('refuses', () => {
  test.each([
    { input: null, code: 'not-an-object', path: '' },
    { input: [], code: 'not-an-object', path: '' },
    { input: 'text', code: 'not-an-object', path: '' },
    { input: { ...report(row()), extra: 1 }, code: 'unknown-key', path: '' },
    { input: JSON.parse('{"__proto__":{"v":1}}'), code: 'unknown-key', path: '' },
    { input: { ...report(row()), v: '1' }, code: 'bad-version', path: 'v' },
    { input: { ...report(row()), site: 'a:b' }, code: 'bad-site', path: 'site' },
    { input: { ...report(row()), site: '../x' }, code: 'bad-site', path: 'site' },
    { input: { ...report(row()), site: '' }, code: 'bad-site', path: 'site' },
    { input: { ...report(row()), id: `${ID}A` }, code: 'bad-id', path: 'id' },
    { input: { ...report(row()), id: ID.replace('11-23', '02-30') }, code: 'bad-id', path: 'id' },
    { input: report(), code: 'bad-rows', path: 'rows' },
    { input: report(...Array.from({ length: 65 }, () => row())), code: 'bad-rows', path: 'rows' },
    { input: { ...report(), rows: { length: 1 } }, code: 'bad-rows', path: 'rows' },
    { input: report(7), code: 'not-an-object', path: 'rows[0]' },
    { input: report(row({ visitor: 'x' })), code: 'unknown-key', path: 'rows[0]' },
    { input: report(row({ day: '2026-11-31' })), code: 'bad-day', path: 'rows[0].day' },
    { input: report(row(), row({ day: '2026-11-24' })), code: 'mixed-days', path: 'rows[1].day' },
    { input: report(row({ metric: 'constructor' })), code: 'bad-metric', path: 'rows[0].metric' },
    { input: report(row({ subject: '*', def: '' })), code: 'bad-subject', path: 'rows[0].subject' },
    {
      input: report(row({ ...views, subject: 'a' })),
      code: 'bad-subject',
      path: 'rows[0].subject',
    },
    { input: report(row({ subject: 'a&b' })), code: 'bad-subject', path: 'rows[0].subject' },
    {
      input: report(row({ metric: 'pair', subject: 'b&a', def: 'x&y', bucket: 'none' })),
      code: 'bad-subject',
      path: 'rows[0].subject',
    },
    { input: report(row({ def: '' })), code: 'bad-def', path: 'rows[0].def' },
    { input: report(row({ ...views, def: 'h' })), code: 'bad-def', path: 'rows[0].def' },
    { input: report(row({ bucket: 'x' })), code: 'bad-bucket', path: 'rows[0].bucket' },
    { input: report(row({ metric: 'stock' })), code: 'bad-bucket', path: 'rows[0].bucket' },
    ...['0', '91', '01', '1.5', '', 90].map((bucket) => ({
      input: report(row({ metric: 'stock', bucket })),
      code: 'bad-bucket',
      path: 'rows[0].bucket',
    })),
    ...['orders:0', 'orders:0:8', 'orders:8:0', ':0:0', 'orders:0:0:0'].map((bucket) => ({
      input: report(row({ ...views, metric: 'level', bucket, arm: 'price:low' })),
      code: 'bad-bucket',
      path: 'rows[0].bucket',
    })),
    {
      input: report(row(), row({ ...views, metric: 'exposed', arm: 'price:low' })),
      code: 'not-alone',
      path: 'rows[1]',
    },
    { input: report(row({ arm: 'holdout' })), code: 'bad-arm', path: 'rows[0].arm' },
    { input: report(row({ ...views, metric: 'exposed' })), code: 'bad-arm', path: 'rows[0].arm' },
    ...[
      0,
      2,
      -1,
      0.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      2 ** 53 + 1,
      '1',
      '1e3',
      [1],
      null,
      true,
    ].map((delta) => ({ input: report(row({ delta })), code: 'bad-delta', path: 'rows[0].delta' })),
    { input: report(row({ ...views, delta: 101 })), code: 'bad-delta', path: 'rows[0].delta' },
    { input: report(row(), row()), code: 'same-cell', path: 'rows[1]' },
    {
      input: report(row(), row({ metric: 'stock', bucket: '7', delta: -1 })),
      code: 'not-alone',
      path: 'rows[1]',
    },
    {
      input: report(...['a', 'b', 'c', 'd', 'e'].map((subject) => row({ subject }))),
      code: 'too-many-segments',
      path: 'rows',
    },
  ])('$code at "$path" ($#)', ({ input, code, path }) => {
    let fault: unknown;
    try {
      parseReport(input);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(ReportError);
    expect(fault).toMatchObject({ code, path });
    expect(({} as Record<string, unknown>).v).toBeUndefined();
  });
});
