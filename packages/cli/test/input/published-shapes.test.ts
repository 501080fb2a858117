import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createRowMap } from '../../src/input/create-row-map.ts';
import { parseFieldMap } from '../../src/input/parse-field-map.ts';
import type { RawEvent } from '../../src/input/raw-event.ts';
import { readEvents } from '../../src/input/read-events.ts';
import { ownFile } from '../support/data-set.ts';
import { chunks, fakeIo } from '../support/fake-io.ts';

async function readAll(lines: readonly string[], map: unknown) {
  const io = fakeIo({}, { stdin: chunks(lines.join('\r\n')) });
  const options = {
    format: 'auto',
    map: createRowMap(parseFieldMap(map)),
    skipBad: false,
  } as const;
  const source = readEvents('-', options, io);
  const events: RawEvent[] = [];
  for await (const batch of source.batches) events.push(...batch);
  return { events, skipped: source.skipped() };
}

function ownMap(name: string): unknown {
  return JSON.parse(readFileSync(ownFile(`maps/${name}.map.json`), 'utf8'));
}

// Rows are made up, in the columns and spellings of the published files.
const SHAPES = [
  {
    map: 'online-retail',
    lines: [
      'Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country',
      '489434,85048,"LIGHTS, ""15CM""",3,2009-12-01 07:45:00,2.55,13085.0,United Kingdom',
      'C489449,22087,PAPER BUNTING,-12,2009-12-01 10:33:00,2.95,13085.0,Australia',
      '489450,22088,NO CUSTOMER,1,2009-12-01 10:34:00,2.95,,Australia',
    ],
    events: [
      {
        visitor: '13085.0',
        t: Date.UTC(2009, 11, 1, 7, 45),
        type: 'purchase',
        params: {
          invoice: '489434',
          value: 7.65,
          items: [{ item_id: '85048', quantity: 3, price: 2.55 }],
        },
      },
      { type: 'refund', params: { invoice: 'C489449', value: 35.4 } },
    ],
    byMap: 1,
  },
  {
    map: 'retailrocket',
    lines: [
      'timestamp,visitorid,event,itemid,transactionid',
      '1433221332117,257597,view,355908,',
      '1433222276276,599528,transaction,356475,4000',
    ],
    events: [
      { visitor: '257597', t: 1433221332117, type: 'view_item' },
      { type: 'purchase', params: { order: '4000', items: [{ item_id: '356475' }] } },
    ],
  },
  {
    map: 'yoochoose-clicks',
    lines: ['1,2014-04-07T10:51:09.277Z,214536502,0', '1,2014-04-07T10:54:09.868Z,214536500,S'],
    events: [
      {
        visitor: '1',
        t: Date.UTC(2014, 3, 7, 10, 51, 9, 277),
        session: '1',
        params: { item_id: '214536502', category: '0' },
      },
      { params: { category: 'S' } },
    ],
  },
  {
    map: 'yoochoose-buys',
    lines: ['420374,2014-04-06T18:44:58.314Z,214537888,12462,3'],
    events: [{ visitor: '420374', type: 'purchase', params: { value: 37386 } }],
  },
  {
    map: 'rees46',
    lines: [
      'event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session',
      '2019-10-01 00:00:00 UTC,view,44600062,2103807459595387724,,shiseido,35.79,541312140,72d7-b0',
    ],
    events: [
      {
        visitor: '541312140',
        t: Date.UTC(2019, 9, 1),
        type: 'view_item',
        session: '72d7-b0',
        params: { value: 35.79, brand: 'shiseido', item_id: '44600062' },
      },
    ],
  },
  {
    map: 'oulad-clicks',
    lines: [
      '"code_module","code_presentation","id_student","id_site","date","sum_click"',
      '"AAA","2013J","28400","546652","-10","4"',
      '"AAA","2013J","28400","546652","0","1"',
    ],
    events: [
      { visitor: 'AAA|2013J|28400', t: Date.UTC(2013, 8, 21), params: { clicks: 4 } },
      { t: Date.UTC(2013, 9, 1), params: { clicks: 1, site: '546652' } },
    ],
  },
  {
    map: 'mooc-actions',
    lines: ['ACTIONID\tUSERID\tTARGETID\tTIMESTAMP', '0\t0\t0\t0.0', '1\t0\t1\t6.5'],
    events: [
      { visitor: '0', t: 0, id: '0', params: { target: '0' } },
      { t: 6500, id: '1' },
    ],
  },
  {
    map: 'instacart-orders',
    lines: [
      'order_id,user_id,eval_set,order_number,order_dow,order_hour_of_day,days_since_prior_order',
      '2539329,1,prior,1,2,08,',
      '2398795,1,prior,2,3,07,15.0',
      '2168274,2,prior,1,2,11,',
      '473747,1,prior,3,3,12,21.0',
    ],
    events: [
      { visitor: '1', t: Date.UTC(2014, 0, 1, 8), params: { transaction_id: '2539329' } },
      { visitor: '1', t: Date.UTC(2014, 0, 16, 7) },
      { visitor: '2', t: Date.UTC(2014, 0, 1, 11) },
      { visitor: '1', t: Date.UTC(2014, 1, 6, 12) },
    ],
  },
];

test.each(SHAPES)('reads a file like those of $map', async ({ map, lines, events, byMap = 0 }) => {
  const found = await readAll(lines, ownMap(map));
  expect(found.events).toMatchObject(events);
  expect(found.events).toHaveLength(events.length);
  expect(found.skipped.byMap).toBe(byMap);
});

async function readCell(source: object, cells: Readonly<Record<string, string>>) {
  const map = {
    visitor: { const: 'a' },
    t: { const: 1 },
    type: { const: 'x' },
    params: { p: source },
  };
  const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  const { events } = await readAll(
    [Object.keys(cells), Object.values(cells)].map((row) => row.map(quote).join(',')),
    map,
  );
  return events[0]?.params.p;
}

describe('a field of a map', () => {
  test.each([
    { decimal: ',', cell: '1.234,50', is: 1234.5 },
    { decimal: ',', cell: '-3,2', is: -3.2 },
    { decimal: ',', cell: '1 234,50 €', is: 1234.5 },
    { decimal: '.', cell: '$1,234.50', is: 1234.5 },
    { decimal: '.', cell: '-0.5', is: -0.5 },
  ])('decimal $decimal: $cell', async ({ decimal, cell, is }) => {
    expect(await readCell({ column: 'v', decimal }, { v: cell })).toBe(is);
  });

  test.each(['1,2,3', 'free', '-'])('decimal ,: %s is no number', async (cell) => {
    await expect(readCell({ column: 'v', decimal: ',' }, { v: cell })).rejects.toMatchObject({
      message: expect.stringContaining('column "v": expected number'),
      place: { line: 2 },
    });
  });

  test.each([
    { name: 'winter', zone: 'Europe/Berlin', cell: '2026-01-10 12:00:00', at: '2026-01-10T11:00Z' },
    { name: 'summer', zone: 'Europe/Berlin', cell: '2026-07-10 12:00:00', at: '2026-07-10T10:00Z' },
    {
      name: 'before the hour skipped',
      zone: 'Europe/Berlin',
      cell: '2026-03-29 01:59:59',
      at: '2026-03-29T00:59:59Z',
    },
    {
      name: 'in the hour skipped',
      zone: 'Europe/Berlin',
      cell: '2026-03-29 02:30:00',
      at: '2026-03-29T01:30Z',
    },
    {
      name: 'after it',
      zone: 'Europe/Berlin',
      cell: '2026-03-29 03:00:00',
      at: '2026-03-29T01:00Z',
    },
    {
      name: 'the hour that comes twice',
      zone: 'Europe/Berlin',
      cell: '2026-10-25 02:30:00',
      at: '2026-10-25T00:30Z',
    },
    {
      name: 'after that',
      zone: 'Europe/Berlin',
      cell: '2026-10-25 03:00:00',
      at: '2026-10-25T02:00Z',
    },
    {
      name: 'west, by half an hour',
      zone: 'America/St_Johns',
      cell: '2026-01-10 12:00:00.250',
      at: '2026-01-10T15:30:00.250Z',
    },
    {
      name: 'a zone of its own',
      zone: 'Europe/Berlin',
      cell: '2026-01-10 12:00:00+05:00',
      at: '2026-01-10T07:00Z',
    },
    { name: 'a number', zone: 'Europe/Berlin', cell: '1767225600', at: '2026-01-01T00:00Z' },
  ])('an instant on a clock of $zone: $name', async ({ zone, cell, at }) => {
    expect(await readCell({ column: 'v', zone }, { v: cell })).toBe(Date.parse(at));
  });

  test('first, sum and product take what is there', async () => {
    const cells = { a: '', b: '0.1', c: '0.2', d: 'x' };
    expect(await readCell({ first: ['a', 'd', 'b'] }, cells)).toBe('x');
    expect(await readCell({ sum: ['b', 'c'] }, cells)).toBe(0.3);
    expect(await readCell({ product: ['b', 'c', { const: 10 }] }, cells)).toBe(0.2);
    expect(await readCell({ sum: ['b', 'a'] }, cells)).toBeUndefined();
    expect(await readCell({ sum: ['b', { column: 'a', as: 'number', default: 0 }] }, cells)).toBe(
      0.1,
    );
    await expect(readCell({ sum: ['b', 'd'] }, cells)).rejects.toMatchObject({
      place: { line: 2 },
    });
  });

  test('if asks the row in the words of a rule, nested keys and other columns too', async () => {
    const field = { if: { 'o.qty': { lt: 0 } }, take: { const: 'back' }, else: 'd' };
    expect(await readCell(field, { 'o.qty': '-1', d: 'x' })).toBe('back');
    expect(await readCell(field, { 'o.qty': '1', d: 'x' })).toBe('x');
  });
});

test('where chooses rows; a type without else leaves the others out', async () => {
  const map = {
    visitor: 'u',
    t: 'at',
    type: { if: { qty: { gt: 0 } }, take: { const: 'purchase' } },
    where: { any: [{ country: 'UK' }, { not: { vip: { exists: false } } }] },
  };
  const lines = ['u,at,qty,country,vip', 'a,1,1,UK,', 'b,1,1,DE,', 'c,1,1,DE,1', 'd,1,0,UK,'];
  const { events, skipped } = await readAll(lines, map);
  expect(events.map(({ visitor }) => visitor)).toEqual(['a', 'c']);
  expect(skipped.byMap).toBe(2);
});

const SOUND = { visitor: 'a', t: 'b', type: 'c' };

test.each([
  { name: 'an unknown comparison', map: { ...SOUND, where: { q: { gth: 1 } } }, path: 'where.q' },
  { name: 'an hour of rows', map: { ...SOUND, where: { '@hour': 3 } }, path: 'where.@hour' },
  { name: 'an empty filter', map: { ...SOUND, where: {} }, path: 'where' },
  { name: 'if without take', map: { ...SOUND, type: { if: { q: 1 } } }, path: 'type.take' },
  { name: 'an unknown zone', map: { ...SOUND, t: { column: 'b', zone: 'Mars' } }, path: 't.zone' },
  {
    name: 'another decimal sign',
    map: { ...SOUND, params: { v: { column: 'd', decimal: ';' } } },
    path: 'params.v.decimal',
  },
  { name: 'a column twice', map: { ...SOUND, columns: ['a', 'a'] }, path: 'columns' },
  { name: 'running without by', map: { ...SOUND, t: { running: 'x' } }, path: 't.by' },
])('refuses a map with $name', ({ map, path }) => {
  const place = { path: expect.stringContaining(path) };
  expect(() => parseFieldMap(map)).toThrow(expect.objectContaining({ code: 'bad-map', place }));
});
