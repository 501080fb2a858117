import { expect, test } from 'vitest';
import type { MeterCode, OffersCode } from '../../src/assign/program.ts';
import { createPageTest, decideMeter, decideOffer, meterSince } from '../../src/decide/index.ts';
import { createCalendar, MONTH } from '../../src/zone.ts';

const ZONE = { name: 'Europe/Berlin', from: [null], offsets: [60] };
const segments = ['registered', 'subscriber', 'fan'].map((id) => ({ id, def: id }));
const METER: MeterCode = ['articles', 3, [2, MONTH, 0], 'path', 0, [1], [0, 2]];

interface Row {
  readonly name: string;
  readonly counted?: readonly string[];
  readonly members?: readonly string[];
  readonly isPage?: boolean;
  readonly found: object;
}

const rows: readonly Row[] = [
  {
    name: 'the first article',
    found: { reason: 'free', isOpen: true, count: 1, limit: 3, remaining: 2 },
  },
  {
    name: 'the last free one',
    counted: ['/a', '/b'],
    found: { reason: 'free', isOpen: true, count: 3, limit: 3, remaining: 0 },
  },
  {
    name: 'one too many',
    counted: ['/a', '/b', '/c'],
    found: { reason: 'limit', isOpen: false, count: 3, limit: 3, remaining: 0 },
  },
  {
    name: 'one that was counted',
    counted: ['/a', '/b', '/new'],
    found: { reason: 'counted', isOpen: true, count: 3, limit: 3, remaining: 0 },
  },
  {
    name: 'a registered reader',
    counted: ['/a', '/b', '/c'],
    members: ['registered'],
    found: { reason: 'free', isOpen: true, count: 4, limit: 5, remaining: 1 },
  },
  {
    name: 'a registered reader, one too many',
    counted: ['/a', '/b', '/c', '/d', '/e'],
    members: ['registered'],
    found: { reason: 'limit', isOpen: false, count: 5, limit: 5, remaining: 0 },
  },
  {
    name: 'a reader who is registered no more',
    counted: ['/a', '/b', '/c', '/d'],
    found: { reason: 'limit', isOpen: false, count: 4, limit: 3, remaining: 0 },
  },
  {
    name: 'a subscriber at the limit',
    counted: ['/a', '/b', '/c'],
    members: ['subscriber'],
    found: { reason: 'exempt-visitor', isOpen: true, count: 3, limit: 3, remaining: 0 },
  },
  {
    name: 'a page that does not count',
    counted: ['/a', '/b', '/c'],
    isPage: false,
    found: { reason: 'exempt-page', isOpen: true, count: 3, limit: 3, remaining: 0 },
  },
];

test.each(rows)('$name', ({ counted = [], members = [], isPage = true, found }) => {
  const input = { meter: METER, segments, members, counted, isPage, article: '/new' };
  expect(decideMeter(input)).toEqual(found);
});

test('a meter of nothing is closed at once', () => {
  const input = { segments, members: [], counted: [], isPage: true, article: '/new' };
  const decision = decideMeter({ ...input, meter: ['none', 0, [2, MONTH, 0], 'path'] });
  expect(decision).toMatchObject({ reason: 'limit', isOpen: false, limit: 0 });
});

test('a story: no more articles than are free are opened in a window, and none is closed again', () => {
  let counted: readonly string[] = [];
  const opened: string[] = [];
  for (const article of ['/a', '/b', '/a', '/c', '/d', '/d', '/b', '/e']) {
    const decision = decideMeter({
      meter: METER,
      segments,
      members: [],
      counted,
      isPage: true,
      article,
    });
    if (decision.reason === 'free') counted = [...counted, article];
    if (decision.isOpen) opened.push(article);
  }
  expect(opened).toEqual(['/a', '/b', '/a', '/c', '/b']);
});

const calendar = createCalendar(ZONE);
test.each<{ name: string; meter: MeterCode; now: string; since: string }>([
  {
    name: 'a month begins at local midnight',
    meter: METER,
    now: '2026-11-30T23:00:00Z',
    since: '2026-11-30T23:00:00Z',
  },
  {
    name: 'a month lasts until then',
    meter: METER,
    now: '2026-11-30T22:59:59.999Z',
    since: '2026-10-31T23:00:00Z',
  },
  {
    name: 'what is as old as a rolling window has left it',
    meter: ['rolling', 3, [1, 86_400_000, 0], 'path'],
    now: '2026-11-30T12:00:00Z',
    since: '2026-11-29T12:00:00.001Z',
  },
])('$name', ({ meter, now, since }) => {
  expect(meterSince(meter, calendar, Date.parse(now))).toBe(Date.parse(since));
});

test('pages are told apart by the filter of the meter', () => {
  const all = createPageTest(METER, ZONE);
  expect(all({}, 0)).toBe(true);
  const isPage = createPageTest(['a', 1, [2, MONTH, 0], 'path', [2, [3, 'free', true]]], ZONE);
  expect([isPage({ free: true }, 0), isPage({ free: false }, 0), isPage({}, 0)]).toEqual([
    false,
    true,
    true,
  ]);
});

const OFFERS: OffersCode = [
  'plan',
  'letter',
  'score',
  ['annual', 2],
  ['trial', 0, 2],
  ['gift', -1, 9],
];
test.each([
  { name: 'nobody', activated: [], score: 0, offer: 'letter' },
  { name: 'a fan', activated: ['fan'], score: null, offer: 'annual' },
  {
    name: 'a fan who would do for all',
    activated: ['registered', 'fan'],
    score: 9,
    offer: 'annual',
  },
  { name: 'a reader below the score', activated: ['registered'], score: 1.9, offer: 'letter' },
  { name: 'a reader at the score', activated: ['registered'], score: 2, offer: 'trial' },
  { name: 'anybody with a score', activated: [], score: 9, offer: 'gift' },
  { name: 'a reader of no score', activated: ['registered'], score: null, offer: 'letter' },
])('$name is offered $offer', ({ activated, score, offer }) => {
  expect(decideOffer({ offers: OFFERS, segments, activated, score })).toBe(offer);
});

test('no score is not a score of 0, and a ladder may end with nothing', () => {
  const offers: OffersCode = ['plan', '', 'score', ['trial', -1, -1]];
  expect(decideOffer({ offers, segments, activated: [], score: 0 })).toBe('trial');
  expect(decideOffer({ offers, segments, activated: [], score: null })).toBeNull();
});
