import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createRowMap } from '../../src/input/create-row-map.ts';
import { parseFieldMap } from '../../src/input/parse-field-map.ts';
import type { RawEvent } from '../../src/input/raw-event.ts';
import { type ReadOptions, readEvents } from '../../src/input/read-events.ts';
import { chunks, fakeIo } from '../support/fake-io.ts';

const T = Date.parse('2026-03-01T12:00:00Z');
const NDJSON = [
  '{"visitor":"a","t":1772366400,"type":"page_view","path":"/ä","n":1}',
  '',
  `{"visitor":7,"t":${T + 1},"type":"purchase","items":[{"item_id":"x","price":1.5}]}`,
  '{"visitor":"a","t":"2026-03-01T12:00:00.002Z","type":"trait","params":{"plan":"pro"},"session":1772366400000,"id":["tab",3]}',
].join('\r\n');
const CSV = [
  '\ufeffvisitor,t,type,path,n,empty,zip',
  'a,1772366400,page_view,"/a, ""b""\nc",1,,01234',
  '',
  `b,${T},purchase,true,-2.50,,12345678901234567890`,
].join('\r\n');

async function readAll(
  content: string | Uint8Array,
  options: Partial<ReadOptions> = {},
  size?: number,
) {
  const io = fakeIo({}, { stdin: chunks(content, size) });
  const source = readEvents('-', { format: 'auto', map: null, skipBad: false, ...options }, io);
  const events: RawEvent[] = [];
  for await (const batch of source.batches) events.push(...batch);
  return { events, skipped: source.skipped() };
}

const EXPECTED_NDJSON = [
  {
    visitor: 'a',
    t: T,
    n: 0,
    type: 'page_view',
    session: null,
    id: null,
    params: { path: '/ä', n: 1 },
  },
  {
    visitor: '7',
    t: T + 1,
    n: 1,
    type: 'purchase',
    session: null,
    id: null,
    params: { items: [{ item_id: 'x', price: 1.5 }] },
  },
  {
    visitor: 'a',
    t: T + 2,
    n: 2,
    type: 'trait',
    session: T,
    id: ['tab', 3],
    params: { plan: 'pro' },
  },
];
const EXPECTED_CSV = [
  {
    visitor: 'a',
    t: T,
    n: 0,
    type: 'page_view',
    session: null,
    id: null,
    params: { path: '/a, "b"\nc', n: 1, zip: '01234' },
  },
  {
    visitor: 'b',
    t: T,
    n: 1,
    type: 'purchase',
    session: null,
    id: null,
    params: { path: true, n: -2.5, zip: '12345678901234567890' },
  },
];

describe.each([
  { format: 'NDJSON', content: NDJSON, expected: EXPECTED_NDJSON },
  { format: 'CSV', content: CSV, expected: EXPECTED_CSV },
])('$format', ({ content, expected }) => {
  test.each([1, 2, 3, 7, 1000])('reads the same in pieces of %i bytes', async (size) => {
    expect((await readAll(content, {}, size)).events).toEqual(expected);
  });

  test.each([1, 5, 1000])('unpacks gzip in pieces of %i bytes', async (size) => {
    expect((await readAll(gzipSync(content), {}, size)).events).toEqual(expected);
  });
});

test('an empty input holds no events', async () => {
  expect((await readAll('')).events).toEqual([]);
});

test('tabs may part the cells', async () => {
  const { events } = await readAll('visitor\tt\ttype\na\t1772366400\tx');
  expect(events).toMatchObject([{ visitor: 'a', t: T, type: 'x' }]);
});

const BAD_LINES = [
  { line: 'nonsense', code: 'not-json' },
  { line: '[1]', code: 'not-json' },
  { line: '{"t":1,"type":"x"}', code: 'no-visitor' },
  { line: '{"visitor":"","t":1,"type":"x"}', code: 'no-visitor' },
  { line: '{"visitor":"a","type":"x"}', code: 'no-time' },
  { line: '{"visitor":"a","t":"soon","type":"x"}', code: 'bad-time' },
  { line: '{"visitor":"a","t":1}', code: 'no-type' },
  { line: '{"visitor":"a","t":1,"type":"x","session":{}}', code: 'bad-session' },
  { line: '{"visitor":"a","t":1,"type":"x","id":["tab",-1]}', code: 'bad-id' },
  { line: '{"visitor":"a","t":1,"type":"x","params":3}', code: 'bad-params' },
  { line: `{"visitor":"a","t":1,"type":"x","p":"${'x'.repeat(8190)}"}`, code: 'params-too-large' },
  {
    line: `{"visitor":"a","t":1,"type":"x","p":${'['.repeat(8)}${']'.repeat(8)}}`,
    code: 'params-too-deep',
  },
  { line: `{"visitor":"${'x'.repeat(1 << 20)}"}`, code: 'line-too-long' },
];
const GOOD = '{"visitor":"a","t":1772366400,"type":"x"}';

test.each([
  { text: '{"visitor":"a","t":1,,}', column: 22 },
  { text: '  {"visitor":"a";}', column: 17 },
])('a line that is no JSON says where it breaks: $text', async ({ text, column }) => {
  await expect(readAll(`${GOOD}\n${text}`)).rejects.toMatchObject({
    message: expect.stringContaining(`it breaks at column ${column} (not-json`),
    place: { line: 2 },
  });
});

test('a folder is named as one', async () => {
  const io = fakeIo();
  const source = readEvents(io.cwd, { format: 'auto', map: null, skipBad: true }, io);
  await expect(source.batches[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    code: 'unreadable-file',
    message: 'expected a file, found a folder',
  });
});

test.each(BAD_LINES)('stops at a line that is $code and names it', async ({ line, code }) => {
  await expect(readAll(`${GOOD}\n${line}\n${GOOD}`)).rejects.toMatchObject({
    code: 'bad-event',
    message: expect.stringContaining(`(${code};`),
    place: { file: '-', line: 2 },
  });
});

test.each(BAD_LINES)('counts a line that is $code and goes on', async ({ line, code }) => {
  const { events, skipped } = await readAll(`${GOOD}\n${line}\n${GOOD}`, { skipBad: true });
  expect(events).toHaveLength(2);
  expect(skipped).toMatchObject({
    bad: 1,
    badByCode: { [code]: 1 },
    examples: [{ line: 2, code }],
  });
});

test.each([
  {
    name: '8 levels of params',
    line: `{"visitor":"a","t":1,"type":"x","p":${'['.repeat(7)}${']'.repeat(7)}}`,
  },
  {
    name: '8,192 bytes of params',
    line: `{"visitor":"a","t":1,"type":"x","p":"${'x'.repeat(8184)}"}`,
  },
])('takes $name', async ({ line }) => {
  expect((await readAll(line)).events).toHaveLength(1);
});

const ROW = { visitor: 'a', t: T, type: 'page_view', params: { n: 3 } };

test.each([
  { name: 'semicolons', content: 'visitor;t;type;n\na;1772366400;page_view;3\n' },
  {
    name: 'semicolons, and commas in a quoted name',
    content: 'visitor;t;type;n;"a, b, c, d, e, f"\na;1772366400;page_view;3;',
  },
  { name: 'bars', content: 'visitor|t|type|n\na|1772366400|page_view|3' },
  { name: 'tabs', content: 'visitor\tt\ttype\tn\na\t1772366400\tpage_view\t3' },
  { name: 'blanks after commas', content: 'visitor, t, type, n\na, 1772366400, page_view, 3\n' },
  { name: 'capital letters in its header', content: 'Visitor,T,Type,n\na,1772366400,page_view,3' },
  { name: 'a delimiter at the end', content: 'visitor,t,type,n\na,1772366400,page_view,3,\n' },
  {
    name: 'everything quoted',
    content: '"visitor","t","type","n"\r\n"a","1772366400","page_view","3"',
  },
  { name: 'blank lines first', content: '\n\nvisitor,t,type,n\na,1772366400,page_view,3\n\n' },
  {
    name: 'UTF-16, as spreadsheets do',
    content: Buffer.from('\ufeffvisitor;t;type;n\r\na;1772366400;page_view;3\r\n', 'utf16le'),
  },
])('reads a file with $name, however it is cut', async ({ content }) => {
  for (const size of [1, 7, undefined]) {
    expect((await readAll(content, {}, size)).events).toMatchObject([ROW]);
  }
});

describe('letters beyond ASCII', () => {
  const WRITTEN = 'visitor,t,type,p\na,1772366400,x,café – 5 €\n';
  const LATIN1 = Buffer.from(WRITTEN.replace('–', '\x96').replace('€', '\x80'), 'latin1');

  test.each([1, 2, 7, undefined])('UTF-8 in pieces of %s bytes', async (size) => {
    const { events } = await readAll(WRITTEN, {}, size);
    expect(events).toMatchObject([{ params: { p: 'café – 5 €' } }]);
  });

  test.each([1, 7, undefined])('Latin-1 where --encoding says so, by %s bytes', async (size) => {
    const { events } = await readAll(LATIN1, { encoding: 'latin1' }, size);
    expect(events).toMatchObject([{ params: { p: 'café – 5 €' } }]);
  });

  test.each([
    { name: 'CSV', content: LATIN1, line: 2 },
    {
      name: 'CSV with quotes',
      content: bytes('visitor,t,type,p\na,1,x,"a\nb"\n"b",1,x,\xe9'),
      line: 4,
    },
    { name: 'NDJSON', content: bytes('{"visitor":"a","t":1,"type":"x"}\n\n{"p":"\xe9"}'), line: 3 },
    {
      name: 'a letter that breaks off',
      content: bytes('visitor,t,type\na,1,x\nb,1,x\xc3'),
      line: 3,
    },
  ])('bytes that are no UTF-8 are refused with their line: $name', async ({ content, line }) => {
    for (const size of [1, 3, 5, undefined]) {
      await expect(readAll(content, { skipBad: true }, size)).rejects.toMatchObject({
        code: 'bad-event',
        message: expect.stringMatching(/^expected UTF-8, found the byte 0x(e9|c3);.*latin1/),
        place: { line },
      });
    }
  });
});

function bytes(latin1: string): Buffer {
  return Buffer.from(latin1, 'latin1');
}

test.each([
  { head: 'PK\x03\x04', says: /zip archive/ },
  { head: 'BZh9', says: /bzcat/ },
  { head: 'PAR1', says: /Parquet/ },
  { head: '\x28\xb5\x2f\xfd', says: /zstdcat/ },
  { head: 'v\0i\0s\0', says: /UTF-16 needs its byte order mark/ },
])('a file that is no text is named: $says', async ({ head, says }) => {
  await expect(readAll(bytes(`${head}more`))).rejects.toMatchObject({
    code: 'unreadable-file',
    message: expect.stringMatching(says),
  });
});

test('gzip of several members is read to its end', async () => {
  const [header = '', ...rows] = CSV.split('\r\n');
  const members = [`${header}\r\n`, rows.join('\r\n')].map((part) => gzipSync(part));
  for (const size of [1, undefined]) {
    expect((await readAll(Buffer.concat(members), {}, size)).events).toEqual(EXPECTED_CSV);
  }
});

describe('NDJSON in its most frequent form says what JSON says', () => {
  const line = (rest: string): string => `{"visitor":"a","t":1772366400,"type":"x"${rest}}`;
  const own = (rest: object) => ({ visitor: 'a', t: T, type: 'x', ...rest });

  test.each([
    { name: 'no params', text: line(''), is: own({ params: {} }) },
    {
      name: 'params',
      text: line(',"p":[1,{"q":null}]'),
      is: own({ params: { p: [1, { q: null }] } }),
    },
    {
      name: 'blanks',
      text: '{"visitor": "a", "t": 1772366400, "type": "x", "p": 1}\r',
      is: own({ params: { p: 1 } }),
    },
    {
      name: 'an instant in letters',
      text: line('').replace('1772366400', '"2026-03-01T12:00Z"'),
      is: own({}),
    },
    { name: 'a session', text: line(',"session":"s"'), is: own({ session: 's', params: {} }) },
    { name: 'params of their own', text: line(',"params":{"p":1}'), is: own({ params: { p: 1 } }) },
    { name: 'a key twice', text: line(',"visitor":"b"'), is: own({ visitor: 'b' }) },
    {
      name: 'signs in a name',
      text: line('').replace('"a"', '"\\u0061\\""'),
      is: own({ visitor: 'a"' }),
    },
  ])('$name', async ({ text, is }) => {
    const { events } = await readAll(`${text}\n${text}`);
    expect(events).toMatchObject([is, is]);
  });

  test.each([
    { name: 'too much', text: line(',"p":1}') },
    { name: 'two objects', text: line(',"p":1},{"q":2') },
    { name: 'a comma too many', text: line(',') },
    { name: 'a number with a zero first', text: line('').replace('1772366400', '01772366400') },
    { name: 'a tab in a name', text: line('').replace('"a"', '"a\t"') },
  ])('refuses $name', async ({ text }) => {
    await expect(readAll(`${GOOD}\n${text}`)).rejects.toMatchObject({ place: { line: 2 } });
  });

  test('rows that all differ, and rows that repeat themselves, far beyond what is tried', async () => {
    const lines = Array.from({ length: 80_000 }, (_, i) => line(`,"p":${i % 2 ? i : 0}`));
    const { events } = await readAll(lines.join('\n'));
    expect(events.every(({ params }, i) => params.p === (i % 2 ? i : 0))).toBe(true);
    const rows = lines.map((_, i) => `a,1772366400,x,${i % 2 ? i : 0}`);
    const csv = await readAll(['visitor,t,type,p', ...rows].join('\n'));
    expect(csv.events.every(({ params }, i) => params.p === (i % 2 ? i : 0))).toBe(true);
  });
});

test('a quote within a cell is a sign like any other', async () => {
  const { events } = await readAll('visitor,t,type,n,p\na,1772366400,page_view,3,5" pipe\n');
  expect(events).toMatchObject([{ ...ROW, params: { n: 3, p: '5" pipe' } }]);
});

test('microseconds are not taken for milliseconds', async () => {
  await expect(readAll(`visitor,t,type\na,${T}000,x`)).rejects.toMatchObject({
    message: expect.stringMatching(/^t: expected .*microseconds/),
    place: { line: 2 },
  });
});

test('a CSV row of the wrong length is a bad line, counted past quoted line ends', async () => {
  const { skipped } = await readAll('visitor,t,type\n"a\nb",1,x\na,1', { skipBad: true });
  expect(skipped.examples).toEqual([
    { line: 4, code: 'bad-row', detail: 'expected 3 cells, found 2' },
  ]);
});

test.each([
  { name: 'a JSON array', content: '[{"visitor":"a"}]', message: /jq -c/ },
  {
    name: 'a header without visitor',
    content: 'user,t,type\na,1,x',
    message: /no column "visitor"/,
  },
  { name: 'a column named twice', content: 'visitor,t,type,p,p\n', message: /"p" twice/ },
  { name: 'a quote that never ends', content: 'visitor,t,type\n"a,1,x', message: /[Qq]uote/ },
])('refuses $name whatever --skip-bad says', async ({ content, message }) => {
  await expect(readAll(content, { skipBad: true })).rejects.toMatchObject({
    code: 'bad-event',
    message: expect.stringMatching(message),
  });
});

test('a file that is not there is named', async () => {
  const source = readEvents('no.csv', { format: 'auto', map: null, skipBad: true }, fakeIo());
  await expect(source.batches[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    code: 'unreadable-file',
    place: { file: 'no.csv' },
  });
});

test('a gzip stream that breaks off is an error, not an end', async () => {
  const whole = gzipSync(`${GOOD}\n`.repeat(50));
  await expect(readAll(whole.subarray(0, whole.length - 12))).rejects.toMatchObject({
    code: 'unreadable-file',
  });
});

describe('a map', () => {
  const map = createRowMap(
    parseFieldMap({
      visitor: { join: ['uid', 'app'] },
      t: 'at',
      type: { column: 'what', values: { product_view: 'view_item', noise: null } },
      session: 'sid',
      id: 'eid',
      params: {
        currency: { const: 'EUR' },
        value: { column: 'revenue', as: 'number' },
        sku: { column: 'sku', as: 'string' },
        items: {
          array: [{ object: { item_id: { column: 'sku', as: 'string' }, price: 'price' } }],
        },
      },
      skip: { app: 'test' },
    }),
  );
  const HEADER = 'uid,app,at,what,sid,eid,revenue,sku,price';

  test('renames, translates, joins and nests', async () => {
    const { events, skipped } = await readAll(
      `${HEADER}\nu1,web,1772366400,product_view,12,9,3.50,0042,7\nu1,web,1772366401,noise,,,,,\nu1,test,1,x,,,,,\nu2,web,1772366400,other,,,,,`,
      { map },
    );
    expect(events).toEqual([
      {
        visitor: 'u1|web',
        t: T,
        n: 0,
        type: 'view_item',
        session: '12',
        id: '9',
        params: {
          currency: 'EUR',
          value: 3.5,
          sku: '0042',
          items: [{ item_id: '0042', price: 7 }],
        },
      },
      {
        visitor: 'u2|web',
        t: T,
        n: 1,
        type: 'other',
        session: null,
        id: null,
        params: { currency: 'EUR' },
      },
    ]);
    expect(skipped.byMap).toBe(2);
  });

  test('reaches into nested NDJSON by dots, a key with a dot first', async () => {
    const nested = createRowMap(
      parseFieldMap({
        visitor: 'user.id',
        t: 'ts',
        type: { const: 'page_view' },
        params: { p: 'a.b' },
        rest: true,
      }),
    );
    const { events } = await readAll(
      '{"user":{"id":"u"},"ts":1772366400,"a.b":1,"a":{"b":2},"k":"5"}',
      {
        map: nested,
      },
    );
    expect(events).toMatchObject([
      { visitor: 'u', type: 'page_view', params: { p: 1, a: { b: 2 }, k: 5 } },
    ]);
  });

  test.each([
    { name: 'microseconds', t: { as: 'microseconds' }, cell: `${T}000` },
    { name: 'American dates', t: { format: 'M/D/YYYY h:mm A' }, cell: '3/1/2026 12:00 PM' },
    { name: 'days as numbers', t: { format: 'YYYYMMDDHH' }, cell: '2026030112' },
    { name: 'a log', t: { format: 'DD/MMM/YYYY:HH:mm:ss Z' }, cell: '01/Mar/2026:13:00:00 +0100' },
  ])('reads instants in another form: $name', async ({ t, cell }) => {
    const dated = createRowMap(
      parseFieldMap({ visitor: 'u', t: { column: 'at', ...t }, type: { const: 'x' } }),
    );
    expect((await readAll(`u,at\na,${cell}`, { map: dated })).events).toMatchObject([{ t: T }]);
  });

  test.each([
    { name: 'in a form', t: { format: 'YYYYMMDD' }, cell: '19720101' },
    { name: 'as an instant', t: { as: 'instant' }, cell: '1972-01-01T00:00:00Z' },
    { name: 'as microseconds', t: { as: 'microseconds' }, cell: '63072000000000' },
  ])('milliseconds of 1972 are not taken for seconds: $name', async ({ t, cell }) => {
    const dated = createRowMap(
      parseFieldMap({ visitor: 'u', t: { column: 'at', ...t }, type: { const: 'x' } }),
    );
    const { events } = await readAll(`u,at\na,${cell}`, { map: dated });
    expect(events).toMatchObject([{ t: Date.UTC(1972, 0, 1) }]);
  });

  test('names are texts, however much they look like numbers', async () => {
    const named = createRowMap(parseFieldMap({ visitor: 'u', t: 'at', type: 'what' }));
    const { events } = await readAll('u,at,what\n12e5,1,404\n1.0,1,0.10', { map: named });
    expect(events.map(({ visitor, type }) => [visitor, type])).toEqual([
      ['12e5', '404'],
      ['1.0', '0.10'],
    ]);
  });

  test('a fault names the column as well as the field', async () => {
    await expect(readAll(`${HEADER}\nu1,web,soon,x,,,,,`, { map })).rejects.toMatchObject({
      message: expect.stringContaining('t (column "at"): expected'),
      place: { line: 2 },
    });
  });

  test('a cell of the wrong type is a bad line', async () => {
    await expect(readAll(`${HEADER}\nu1,web,1,x,,,cheap,,`, { map })).rejects.toMatchObject({
      message: expect.stringContaining('column "revenue": expected number (bad-params'),
      place: { line: 2 },
    });
  });

  test('a column that the file lacks is named at once', async () => {
    await expect(readAll('uid,app\n', { map })).rejects.toMatchObject({
      code: 'bad-map',
      message: expect.stringContaining('no column "at"'),
    });
  });
});

test.each([
  { name: 'no object', map: [], path: undefined },
  { name: 'no visitor', map: { t: 'a', type: 'b' }, path: 'visitor' },
  { name: 'an unknown key', map: { visitor: 'a', t: 'b', type: 'c', parms: {} }, path: 'parms' },
  {
    name: 'an unknown type',
    map: { visitor: 'a', t: { column: 'b', as: 'date' }, type: 'c' },
    path: 't.as',
  },
  {
    name: 'a format without a year',
    map: { visitor: 'a', t: { column: 'b', format: 'HH:mm' }, type: 'c' },
    path: 't.format',
  },
  {
    name: 'an unknown key inside',
    map: { visitor: { colum: 'a' }, t: 'b', type: 'c' },
    path: 'visitor.colum',
  },
  { name: 'a number for a column', map: { visitor: 1, t: 'b', type: 'c' }, path: 'visitor' },
  {
    name: 'an empty join',
    map: { visitor: { join: [] }, t: 'b', type: 'c' },
    path: 'visitor.join',
  },
  {
    name: 'a number to skip',
    map: { visitor: 'a', t: 'b', type: 'c', skip: { d: 1 } },
    path: 'skip.d',
  },
])('refuses a map with $name', ({ map, path }) => {
  const refused = expect.objectContaining({
    code: 'bad-map',
    place: path === undefined ? {} : { path },
  });
  expect(() => parseFieldMap(map)).toThrow(refused);
});
