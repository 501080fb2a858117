import { expect, test } from 'vitest';
import { run } from '../../src/index.ts';
import { fakeIo } from '../support/fake-io.ts';
import { expectSchema } from '../support/schema.ts';

const RULES = JSON.stringify({
  format: 1,
  site: 'paper',
  segments: {
    loyal: {
      enter: {
        all: [
          { count: 'page_view', where: { section: 'politics' }, within: '7d', gte: 3 },
          { not: { count: 'subscribe', gte: 1 } },
        ],
      },
    },
    fresh: { enter: { 'since-last': 'page_view', lt: '2d' } },
    latched: {
      enter: { count: 'login', gte: 1 },
      exit: { 'since-last': 'login', gt: '10d' },
    },
  },
});
const row = (day: number, type: string, more: object = {}) =>
  JSON.stringify({ visitor: 'ann', t: `2026-03-0${day}T12:00:00Z`, type, ...more });
const EVENTS = [
  row(1, 'login'),
  row(2, 'page_view', { section: 'politics' }),
  row(3, 'page_view', { section: 'sport' }),
  row(4, 'page_view', { section: 'politics' }),
  '{"visitor":"bob","t":"2026-03-09","type":"page_view"}',
].join('\n');

async function explain(...flags: string[]) {
  const io = fakeIo({ 'rules.json': RULES, 'events.ndjson': EVENTS });
  const code = await run(
    ['explain', '--rules', 'rules.json', '--events', 'events.ndjson', ...flags],
    io,
  );
  return { code, ...io.written };
}

async function explainJson(...flags: string[]) {
  const { code, out, err } = await explain('--visitor', 'ann', '--json', ...flags);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const printed = JSON.parse(out);
  expectSchema('explain', printed);
  return printed;
}

test('a miss: what holds, what does not, how far it is, by which events', async () => {
  const { visitor, at, segments } = await explainJson('loyal');
  expect({ visitor, at }).toEqual({ visitor: 'ann', at: '2026-03-04T12:00:00.000Z' });
  expect(segments).toHaveLength(1);
  expect(segments[0]).toMatchObject({
    segment: 'loyal',
    in: false,
    known: true,
    since: null,
    until: null,
  });
  const [reads, not] = segments[0].enter.of;
  expect(reads).toMatchObject({
    holds: false,
    value: 2,
    thresholds: [3],
    distance: { change: 1, side: 0 },
    found: 'is 2; 1 more page',
    events: [
      { at: '2026-03-04T12:00:00.000Z', type: 'page_view' },
      { at: '2026-03-02T12:00:00.000Z', type: 'page_view' },
    ],
  });
  expect(reads.text).toMatch(/politics/);
  expect(not).toMatchObject({
    text: 'Not (made a subscription)',
    holds: true,
    value: 0,
    distance: null,
    events: [],
  });
});

test('a hit: since when and until when', async () => {
  const { segments } = await explainJson('fresh', '--at', '2026-03-05T12:00:00Z');
  expect(segments[0]).toMatchObject({
    in: true,
    since: '2026-03-02T12:00:00.000Z',
    until: '2026-03-06T12:00:00.000Z',
    enter: { holds: true, value: 86_400_000, until: '2026-03-06T12:00:00.000Z' },
  });
  expect(segments[0].enter.distance).toBeNull();
});

test('past the window the distance is a length', async () => {
  const { segments } = await explainJson('fresh', '--at', '2026-03-08T12:00:00Z');
  expect(segments[0]).toMatchObject({
    in: false,
    enter: { holds: false, found: 'is 4 days; 2 days too long' },
  });
});

test('an exit of its own is explained beside the entry', async () => {
  const { segments } = await explainJson('latched', '--at', '2026-03-20');
  expect(segments[0]).toMatchObject({ in: false, enter: { holds: true }, exit: { holds: true } });
});

test('--recorded-from: an answer that could differ is unknown', async () => {
  const { segments } = await explainJson('loyal', '--recorded-from', '2026-03-02');
  expect(segments[0]).toMatchObject({ in: false, known: false });
});

test('all segments for people', async () => {
  const { code, out } = await explain('--visitor', 'ann');
  expect(code).toBe(0);
  expect(out).toContain('ann at 2026-03-04T12:00:00.000Z\n');
  expect(out).toMatch(
    /\n✗ Not in loyal\n {2}✗ All of:\n {4}✗ Viewed .*: is 2; 1 more page\n {6}last: page_view 2026-03-04T12:00:00Z, /,
  );
  expect(out).toMatch(/\n✓ In fresh since .*, until /);
  expect(out).toMatch(/\n✓ In latched .*\n[\s\S]* {2}Leaves when:\n {4}✗ /);
});

test('a percentile without breakpoints says where they come from', async () => {
  const rules = JSON.stringify({
    format: 1,
    site: 'paper',
    signals: { reads: { count: 'page_view' } },
    segments: { top: { enter: { percentile: 'reads', gte: 0.5 } } },
  });
  const population = JSON.stringify({ reads: { values: [0, 3], below: [0, 0.8] } });
  const ask = async (...more: string[]) => {
    const io = fakeIo({ 'r.json': rules, 'e.ndjson': EVENTS, 'p.json': population });
    const flags = ['--rules', 'r.json', '--events', 'e.ndjson', '--visitor', 'ann', ...more];
    await run(['explain', ...flags], io);
    return io.written;
  };
  const { out, err } = await ask();
  expect(out).toContain('there is no value yet');
  expect(err).toMatch(/^no breakpoints for percentiles of reads: .*--population FILE/);
  expect((await ask('--population', 'p.json')).err).toBe('');
});

test.each([
  { flags: ['--visitor', 'nobody'], says: /no events of visitor "nobody"/ },
  { flags: ['--visitor', 'ann', 'loyl'], says: /no segment "loyl"; did you mean "loyal"/ },
  { flags: ['--visitor', 'ann', '--at', '2026-02-01'], says: /ann has no event up to 2026-02-01/ },
  { flags: [], says: /--visitor/ },
])('usage: $flags', async ({ flags, says }) => {
  const { code, err } = await explain(...flags);
  expect(code).toBe(2);
  expect(err).toMatch(says);
});
