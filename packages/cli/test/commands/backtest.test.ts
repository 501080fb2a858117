import { describe, expect, test } from 'vitest';
import { run } from '../../src/index.ts';
import { chunks, type FakeIo, fakeIo } from '../support/fake-io.ts';
import { expectSchema } from '../support/schema.ts';

const RULES = {
  format: 1,
  site: 'paper',
  timezone: 'Europe/Berlin',
  currency: 'EUR',
  conversions: { subscribe: { event: 'subscribe', value: 'value' } },
  signals: {
    reads: { count: 'page_view', within: '7d' },
    'last-read': { 'since-last': 'page_view' },
    section: { last: 'page_view', field: 'section' },
  },
  segments: {
    reader: { name: 'Reader', enter: { signal: 'reads', gte: 1 } },
    fan: { enter: { signal: 'reads', gte: 2 } },
    buyer: { enter: { count: 'subscribe', gte: 1 } },
  },
};
const DAY = 86_400_000;
const T = Date.parse('2026-03-02T12:00:00Z');
const row = (visitor: string, days: number, type: string, more: object = {}) =>
  JSON.stringify({ visitor, t: T + days * DAY, type, ...more });
/** Ann reads twice and subscribes; Bob reads once, long ago; Cem only comes on the last day. */
const EVENTS = [
  row('bob', 0, 'page_view', { section: 'sport' }),
  row('ann', 21, 'subscribe', { value: 9.99, currency: 'EUR' }),
  row('ann', 20, 'page_view', { section: 'politics' }),
  row('cem', 22, 'login'),
  row('ann', 20.5, 'page_view', { section: 'sport' }),
].join('\n');

function prepare(events = EVENTS, over = {}): FakeIo {
  return fakeIo({ 'rules.json': JSON.stringify(RULES), 'events.ndjson': events }, over);
}

async function backtest(...flags: string[]) {
  const io = prepare();
  const args = [
    'backtest',
    '--rules',
    'rules.json',
    '--events',
    'events.ndjson',
    '--json',
    ...flags,
  ];
  expect({ code: await run(args, io), err: io.written.err }).toEqual({ code: 0, err: '' });
  const report = JSON.parse(io.written.out);
  expectSchema('backtest', report);
  return report;
}

test('sizes, shares and movements at the last event', async () => {
  expect(await backtest()).toMatchObject({
    site: 'paper',
    visitors: 3,
    events: 5,
    sessions: 5,
    from: '2026-03-02T12:00:00.000Z',
    to: '2026-03-24T12:00:00.000Z',
    at: '2026-03-24T12:00:00.000Z',
    later: 0,
    segments: {
      reader: { name: 'Reader', size: 1, share: 1 / 3, entered: 2, left: 1, ever: 2 },
      fan: { name: null, size: 1, share: 1 / 3, entered: 1, left: 0, ever: 1 },
      buyer: { size: 1, entered: 1, left: 0 },
    },
  });
});

test('conversions are credited to the segments held just before', async () => {
  const { conversions, segments } = await backtest();
  expect(conversions.subscribe).toEqual({ count: 1, visitors: 1, value: 9.99, rate: 1 / 3 });
  expect(segments.reader.conversions.subscribe).toEqual({
    count: 1,
    visitors: 1,
    value: 9.99,
    rate: 1 / 2,
  });
  expect(segments.fan.conversions.subscribe).toMatchObject({ count: 1, rate: 1 });
  expect(segments.buyer.conversions.subscribe).toEqual({
    count: 0,
    visitors: 0,
    value: 0,
    rate: 0,
  });
});

test('several instants in one pass; events after the last are left out and counted', async () => {
  const report = await backtest(
    '--at',
    '2026-03-09T11:59:59.999Z',
    '--at',
    '2026-03-09T12:00Z',
    '--at',
    '2026-03-01',
  );
  expect(report.instants).toMatchObject([
    { at: '2026-03-01T00:00:00.000Z', visitors: 0, segments: { reader: { size: 0, share: null } } },
    { at: '2026-03-09T11:59:59.999Z', visitors: 1, segments: { reader: { size: 1, share: 1 } } },
    { at: '2026-03-09T12:00:00.000Z', visitors: 1, segments: { reader: { size: 0 } } },
  ]);
  expect(report).toMatchObject({
    at: '2026-03-09T12:00:00.000Z',
    visitors: 1,
    events: 1,
    later: 4,
  });
  expect(report.segments.reader).toMatchObject({ entered: 1, left: 1 });
});

test('movements stand under the day of the site, not of UTC', async () => {
  const late = [row('eve', 0.49, 'page_view'), row('eve', 0.51, 'page_view')].join('\n');
  const io = prepare(late);
  await run(['backtest', '--rules', 'rules.json', '--events', 'events.ndjson', '--json'], io);
  // 23:45 and 00:14 UTC: in Berlin both are on the 3rd.
  expect(JSON.parse(io.written.out).days).toEqual([
    {
      day: '2026-03-03',
      segments: { reader: { entered: 1, left: 0 }, fan: { entered: 1, left: 0 } },
    },
  ]);
});

test('overlap and stability', async () => {
  const { overlap, segments } = await backtest('--at', '2026-03-25T12:00Z');
  expect(overlap).toEqual({
    segments: ['reader', 'fan', 'buyer'],
    visitors: [
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ],
  });
  expect(segments.reader.stability).toEqual({ before: 0, stayed: 0, share: null });
  const early = await backtest('--at', '2026-03-09T12:00Z');
  expect(early.segments.reader.stability).toEqual({ before: 1, stayed: 0, share: 0 });
});

test('--members, --values, --quantiles, --sessions', async () => {
  const report = await backtest('--members', '--values', '--quantiles', '0,0.5,1', '--sessions');
  expect(report.members).toEqual({ reader: ['ann'], fan: ['ann'], buyer: ['ann'] });
  expect(report.values).toEqual({
    ann: {
      reads: 2,
      'last-read': 1.5 * DAY,
      section: 'sport',
    },
    bob: { reads: 0, 'last-read': 22 * DAY, section: 'sport' },
    cem: { reads: 0, 'last-read': null, section: null },
  });
  expect(report.quantiles['last-read']).toEqual({
    visitors: 2,
    at: [
      { p: 0, value: 1.5 * DAY },
      { p: 0.5, value: 11.75 * DAY },
      { p: 1, value: 22 * DAY },
    ],
  });
  expect(report.quantiles.section).toEqual({
    visitors: 0,
    at: [0, 0.5, 1].map((p) => ({ p, value: null })),
  });
  expect(report.sessionList).toHaveLength(5);
  expect(report.sessionList[0]).toEqual({
    visitor: 'ann',
    start: '2026-03-22T12:00:00.000Z',
    end: '2026-03-22T12:00:00.000Z',
    events: 1,
  });
});

test('--recorded-from: an answer that could differ is unknown', async () => {
  const report = await backtest('--recorded-from', '2026-03-20');
  expect(report.segments.buyer).toMatchObject({ size: 1, unknown: 2 });
  expect(report.segments.reader).toMatchObject({ size: 1, unknown: 2 });
});

test('the same report through temporary files and from standard input', async () => {
  const expected = await backtest('--members', '--values', '--sessions', '--quantiles', '0.5');
  const io = prepare('', { stdin: chunks(EVENTS, 7) });
  const flags = ['--members', '--values', '--sessions', '--quantiles', '0.5', '--memory', '1'];
  const code = await run(
    ['backtest', '--rules', 'rules.json', '--events', '-', '--json', ...flags],
    io,
  );
  expect(code).toBe(0);
  expect(JSON.parse(io.written.out)).toEqual(expected);
});

test('the same report from several threads', async () => {
  const flags = ['--members', '--values', '--sessions', '--quantiles', '0.5', '--at', '2026-03-23'];
  const expected = await backtest(...flags);
  expect(await backtest(...flags, '--workers', '3')).toEqual(expected);
});

test('an empty file is a report of nobody', async () => {
  const io = prepare('');
  expect(
    await run(['backtest', '--rules', 'rules.json', '--events', 'events.ndjson', '--json'], io),
  ).toBe(0);
  const report = JSON.parse(io.written.out);
  expectSchema('backtest', report);
  expect(report).toMatchObject({
    visitors: 0,
    from: null,
    at: null,
    segments: { reader: { share: null } },
  });
});

test('tables for people, without colour off a terminal', async () => {
  const io = prepare();
  expect(await run(['backtest', '--rules', 'rules.json', '--events', 'events.ndjson'], io)).toBe(0);
  expect(io.written.out).toContain('3 visitors, 5 events, 5 sessions\n');
  expect(io.written.out).toMatch(/reader {3,}1 +33\.3% +2 +1 +–\n/);
  expect(io.written.out).not.toContain('\u001b[');
});

describe('colour', () => {
  test.each([
    { name: 'a terminal', env: {}, outIsTerminal: true, coloured: true },
    { name: 'NO_COLOR', env: { NO_COLOR: '1' }, outIsTerminal: true, coloured: false },
    { name: 'CI', env: { CI: 'true' }, outIsTerminal: true, coloured: false },
    { name: 'a pipe', env: {}, outIsTerminal: false, coloured: false },
  ])('$name: $coloured', async ({ env, outIsTerminal, coloured }) => {
    const io = prepare(EVENTS, { env, outIsTerminal });
    await run(['backtest', '--rules', 'rules.json', '--events', 'events.ndjson'], io);
    expect(io.written.out.includes('\u001b[')).toBe(coloured);
  });
});

test('bad lines: an error with the line, or counted with --skip-bad', async () => {
  const stops = prepare(`${EVENTS}\nnonsense`);
  const args = ['backtest', '--rules', 'rules.json', '--events', 'events.ndjson', '--json'];
  expect(await run(args, stops)).toBe(3);
  const failure = JSON.parse(stops.written.err);
  expectSchema('error', failure);
  expect(failure.error).toMatchObject({ code: 'bad-event', file: 'events.ndjson', line: 6 });
  expect(stops.written.out).toBe('');

  const goesOn = prepare(`${EVENTS}\nnonsense`);
  expect(await run([...args, '--skip-bad'], goesOn)).toBe(0);
  expect(JSON.parse(goesOn.written.out).skipped).toEqual({
    bad: 1,
    byCode: { 'not-json': 1 },
    byMap: 0,
  });
  expect(goesOn.written.err).toBe('left out 1 line that are no events: not-json 1\n');
});

test.each([
  { flags: ['--at', 'soon'], says: /--at.*ISO 8601/ },
  { flags: ['--quantiles', '0.2,x'], says: /numbers from 0 to 1/ },
  { flags: ['--quantiles', '1.1'], says: /numbers from 0 to 1/ },
  { flags: ['--session-timeout', '30x'], says: /session-timeout: found "30x"/ },
  { flags: ['--session-tie', 'maybe'], says: /Allowed choices are new, same/ },
  { flags: ['--memory', '0'], says: /at least 1/ },
  { flags: ['--workers', '0'], says: /from 1 to 64/ },
  { flags: ['--format', 'xml'], says: /Allowed choices/ },
  { flags: ['--member'], says: /Did you mean --members/ },
])('usage: $flags', async ({ flags, says }) => {
  const io = prepare();
  const args = ['backtest', '--rules', 'rules.json', '--events', 'events.ndjson', ...flags];
  expect(await run(args, io)).toBe(2);
  expect(io.written.err).toMatch(says);
});

test.each([
  {
    name: 'broken rules',
    files: { 'rules.json': '{"format":1,"site":"a","segment":{}}' },
    code: 3,
    says: /segments/,
  },
  { name: 'no rules', rules: 'no.json', code: 1, says: /no\.json: no such file/ },
  { name: 'no events', events: 'no.csv', code: 1, says: /no\.csv/ },
  {
    name: 'a broken map',
    map: '{"visitor":"a","t":"b"}',
    code: 3,
    says: /map\.json, type: is missing/,
  },
  { name: 'a map that is no JSON', map: '{', code: 3, says: /map\.json/ },
])(
  '$name: exit $code',
  async ({ files = {}, rules = 'rules.json', events = 'events.ndjson', map, code, says }) => {
    const io = fakeIo({
      'rules.json': JSON.stringify(RULES),
      'events.ndjson': EVENTS,
      'map.json': map ?? '',
      ...files,
    });
    const mapped = map === undefined ? [] : ['--map', 'map.json'];
    expect(await run(['backtest', '--rules', rules, '--events', events, ...mapped], io)).toBe(code);
    expect(io.written.err).toMatch(says);
  },
);

test.each([
  { name: 'a list', population: '[]' },
  { name: 'unequal lists', population: '{"reads":{"values":[1,2],"below":[0]}}' },
  { name: 'falling values', population: '{"reads":{"values":[2,1],"below":[0,0.5]}}' },
  { name: 'a share above 1', population: '{"reads":{"values":[1],"below":[1.1]}}' },
])('refuses breakpoints that are $name', async ({ population }) => {
  const io = fakeIo({
    'rules.json': JSON.stringify(RULES),
    'e.ndjson': EVENTS,
    'p.json': population,
  });
  const args = [
    'backtest',
    '--rules',
    'rules.json',
    '--events',
    'e.ndjson',
    '--population',
    'p.json',
  ];
  expect(await run(args, io)).toBe(3);
  expect(io.written.err).toMatch(/p\.json: expected .*\(bad-population\)/);
});

test('an interrupt ends a run with 130', async () => {
  const interrupt = new AbortController();
  async function* endless() {
    for (let i = 0; ; i++) {
      if (i === 3) interrupt.abort();
      yield new TextEncoder().encode(`${EVENTS}\n`);
    }
  }
  const io = prepare('', { stdin: endless(), signal: interrupt.signal });
  expect(await run(['backtest', '--rules', 'rules.json', '--events', '-'], io)).toBe(130);
});

test('a long run tells how far it is, on stderr, unless quiet', async () => {
  for (const { flags, says } of [
    { flags: [], says: /read 5 events\n.*replayed 5 events of 5 events\n/s },
    { flags: ['-q'], says: /^$/ },
  ]) {
    let now = 0;
    const later = () => {
      now += 11_000;
      return now;
    };
    const io = prepare(EVENTS, { now: later });
    await run(['backtest', '--rules', 'rules.json', '--events', 'events.ndjson', ...flags], io);
    expect(io.written.err).toMatch(says);
  }
});

describe('several files', () => {
  const CLICKS = 'who,at\n1,1772366400\n2,1772366400\n';
  const BUYS = 'user;at;sum\nanna;1772366400;5,5\n2;1772366460;x\n';
  const FILES = {
    'rules.json': JSON.stringify({
      ...RULES,
      signals: {
        ...RULES.signals,
        value: { sum: 'purchase', field: 'value' },
        last: { last: '*', field: 'n' },
      },
    }),
    'clicks.csv': CLICKS,
    'clicks.map.json': JSON.stringify({
      visitor: 'who',
      t: 'at',
      type: { const: 'page_view' },
      params: { n: { const: 'click' } },
    }),
    'buys.csv': BUYS,
    'buys.map.json': JSON.stringify({
      visitor: 'user',
      t: 'at',
      type: { const: 'purchase' },
      params: { value: { column: 'sum', decimal: ',' }, n: { const: 'buy' } },
    }),
    'same.csv': 'visitor,is\n1,a1\na1,anna\n',
    'circle.csv': 'visitor,is\n1,2\n2,1\n',
    'two.csv': 'visitor,is\n1,2\n1,3\n',
  };
  const BOTH = ['--events', 'clicks.csv', '--map', 'clicks.map.json', '--events', 'buys.csv'];
  const backtest = async (...flags: readonly string[]) => {
    const io = fakeIo(FILES);
    const code = await run(['backtest', '--rules', 'rules.json', '--json', ...flags], io);
    return { code, ...io.written };
  };

  test.each([[], ['--memory', '1', '--workers', '2']])(
    'are read as one, each by its own map, and visitors are merged %s',
    async (...more) => {
      const all = [...BOTH, '--map', 'buys.map.json', '--skip-bad', '--values', ...more];
      const { code, out } = await backtest(...all, '--merge-visitors', 'same.csv');
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({
        visitors: 2,
        events: 3,
        skipped: { bad: 1, byCode: { 'bad-params': 1 } },
        // Of the same instant, the later file has the last word.
        values: { anna: { value: 5.5, last: 'buy' }, 2: { value: 0, last: 'click' } },
      });
    },
  );

  test.each([
    { flags: [...BOTH, '--map', 'buys.map.json'], code: 3, says: { file: 'buys.csv', line: 3 } },
    {
      flags: [...BOTH, '--map', 'buys.map.json', '--map', 'buys.map.json'],
      code: 2,
      says: { code: 'usage' },
    },
    {
      flags: [...BOTH, '--map', 'buys.map.json', '--merge-visitors', 'circle.csv'],
      code: 3,
      says: { file: 'circle.csv', message: expect.stringContaining('circle') },
    },
    {
      flags: [...BOTH, '--map', 'buys.map.json', '--merge-visitors', 'two.csv'],
      code: 3,
      says: { file: 'two.csv', message: expect.stringContaining('two others') },
    },
    {
      flags: ['--events', '-', '--events', '-'],
      code: 2,
      says: { message: expect.stringContaining('standard input') },
    },
  ])('faults are named: $says', async ({ flags, code, says }) => {
    const found = await backtest(...flags);
    expect(found.code).toBe(code);
    expect(JSON.parse(found.err).error).toMatchObject(says);
  });
});
