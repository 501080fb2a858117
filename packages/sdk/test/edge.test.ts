import type { Bundle } from '@inkling/engine';
import { decide } from '@inkling/engine/decide';
import { edgeContent, edgeTokens, readEdgeCookie } from '@inkling/engine/edge';
import { compileRules, parseRules } from '@inkling/rules';
import { expect, test } from 'vitest';
import { start } from '../src/edge/edge.ts';
import { foresee } from '../src/experiments/foresee.ts';
import type { IdleParts } from '../src/idle/parts.ts';
import type { Forecast } from '../src/memberships/snapshot.ts';
import { fakeHost } from './support/fake-host.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const DAY_MS = 86_400_000;
const enter = { count: 'page_view', within: '7d', gte: 1 };
const PROGRAM = compileRules(
  parseRules({
    format: 1,
    site: 's',
    timezone: 'UTC',
    segments: { reader: { enter }, fan: { enter }, buyer: { enter }, plain: { enter } },
    experiments: { price: { arms: { control: 0.5, low: 0.25, high: 0.25 }, coverage: 0.5 } },
    experiences: {
      welcome: { segment: 'reader', slot: 'top', variants: { a: { text: 'A' }, b: {} } },
      offer: {
        segment: 'fan',
        slot: 'offer',
        experiment: 'price',
        variants: { low: { text: '49 €', href: '/buy?price=low' }, high: {} },
        exclusionGroup: 'sale',
      },
      cart: {
        segment: 'buyer',
        slot: 'offer',
        variants: { on: { text: 'Your cart' } },
        holdout: 0.3,
        exclusionGroup: 'sale',
      },
      over: {
        segment: 'plain',
        slot: 'late',
        variants: { on: { text: 'Over' } },
        schedule: { to: '2026-06-01' },
      },
    },
    edge: { '/': ['welcome', 'reader', 'plain'], '/shop/': ['offer'], '/cart/': ['cart'] },
  }),
);

/** A browser, and what the scripts of a page have written into its cookies since last asked. */
function browser({ kept = null as string | null, protocol = 'https:' } = {}) {
  const host = fakeHost({ win: { location: { protocol } } as typeof window });
  host.clock.set(NOW);
  const written: string[] = [];
  Object.assign(host, {
    doc: {
      set cookie(text: string) {
        written.push(text);
      },
    },
  });
  let program: Bundle['program'] | null = PROGRAM;
  const parts = {
    host,
    said: {},
    feed: { bundle: () => program && { program } },
  } as unknown as IdleParts;
  return {
    host,
    start: () => start(parts, kept),
    /** The boot script's snapshot becomes another one. */
    boot: (s: readonly Forecast[] | null) => {
      host.keys.set('boot', s && JSON.stringify({ v: 1, s }));
      return written.splice(0);
    },
    take: () => written.splice(0),
    lose: () => {
      program = null;
    },
  };
}

const END = ';SameSite=Lax;Secure';

test('a cookie tells what pages of a path use and nothing else, as long as that is sure to hold', () => {
  const { boot, start, take, host } = browser();
  start();
  expect(take()).toEqual([]);
  const s: Forecast[] = [
    ['reader', 1, [NOW + 3 * DAY_MS]],
    ['fan', 1, [NOW + 60_000]],
    ['welcome:a', 1, [NOW + 2 * DAY_MS + 500]],
    ['plain', 0, [NOW + DAY_MS, NOW + 4 * DAY_MS]],
    ['offer:low', 1, []],
  ];
  expect(boot(s)).toEqual([
    `inkling-edge=reader.welcome:a;Path=/;Max-Age=86400${END}`,
    `inkling-edge=offer:low;Path=/shop/;Max-Age=604800${END}`,
  ]);
  expect(host.kept.get('edge')).toBe('/ /shop/');
  host.clock.set(NOW + DAY_MS);
  expect(boot(s)[0]).toBe(`inkling-edge=plain.reader.welcome:a;Path=/;Max-Age=86400${END}`);
});

test('what ends is taken back, and nothing is left', () => {
  const { boot, start, host } = browser();
  start();
  boot([['reader', 1, []]]);
  expect(boot([['fan', 1, []]])).toEqual([`inkling-edge=;Path=/;Max-Age=0${END}`]);
  expect(host.kept.has('edge')).toBe(false);
  boot([['cart:on', 1, []]]);
  expect(boot(null)).toEqual([`inkling-edge=;Path=/cart/;Max-Age=0${END}`]);
  expect(host.errors).toEqual([]);
});

test('what an earlier page told is taken back by one that has been told no', () => {
  const { start, take } = browser({ kept: '/ /old/' });
  start();
  expect(take()).toEqual(
    ['/', '/old/'].map((path) => `inkling-edge=;Path=${path};Max-Age=0${END}`),
  );
});

test('without rules it is left to its time', () => {
  const { boot, lose, start } = browser({ kept: '/' });
  lose();
  boot([['reader', 1, []]]);
  start();
  expect(boot([['reader', 1, []]])).toEqual([]);
});

test('without TLS it is not marked for it', () => {
  const { boot, start } = browser({ protocol: 'http:' });
  start();
  expect(boot([['reader', 1, []]])).toEqual([
    'inkling-edge=reader;Path=/;Max-Age=604800;SameSite=Lax',
  ]);
});

test('edge and browser show 100,000 visitors the same', { timeout: 60_000 }, () => {
  const TEMPLATES = {
    top: ['welcome:b', 'reader'],
    offer: ['offer:high'],
    late: ['plain', 'over:on'],
  };
  const paths = { top: '/', late: '/', offer: '/shop/' };
  const { host, boot, start } = browser();
  host.win.Element = Element;
  start();
  const seen = new Map<string, number>();
  const members = PROGRAM.segments.map(({ id }) => id);
  const s = members.map((id): Forecast => [id, 1, []]);
  for (let i = 0; i < 100_000; i++) {
    const seed = `visitor ${i}`;
    const decideFor = (segments: readonly string[]) =>
      decide({ program: PROGRAM, members: segments, seed, now: NOW, showings: new Map() });
    // The browser: what it decides now.
    const { shown, activated } = decideFor(members);
    const all = [...activated, ...shown.map((one) => `${one.experience}:${one.variant}`)];
    // The edge: what the cookies of the path say that were written with the snapshot.
    const cookies = boot(foresee({ v: 1, s }, { host, program: PROGRAM, decide: decideFor }).s);
    for (const [slot, path] of Object.entries(paths)) {
      const header = cookies
        .filter((text) => path.startsWith(/Path=([^;]*)/.exec(text)![1]!) && !text.includes('=;'))
        .map((text) => text.split(';')[0])
        .join('; ');
      const claimed = readEdgeCookie(header);
      const tokens = edgeTokens(PROGRAM, { path, claimed, now: NOW });
      const own = edgeContent(PROGRAM, tokens, slot);
      const templates = TEMPLATES[slot as keyof typeof TEMPLATES];
      const atEdge = own
        ? `${own.token} ${JSON.stringify(own.content)}`
        : (templates.find((name) => tokens.includes(name)) ?? 'default');
      const mine = shown.find((one) => one.slot === slot && typeof one.content === 'object');
      // `cart` is another path's: a page below /shop/ keeps its default at first.
      const here =
        mine && mine.experience !== 'cart'
          ? `${mine.experience}:${mine.variant} ${JSON.stringify(mine.content)}`
          : (templates.find((name) => all.includes(name)) ?? 'default');
      if (atEdge !== here) throw new Error(`${seed}, ${slot}: ${atEdge}, not ${here}`);
      seen.set(`${slot} ${here}`, (seen.get(`${slot} ${here}`) ?? 0) + 1);
    }
  }
  expect([...seen.keys()].sort()).toEqual([
    'late default',
    'late plain',
    'offer default',
    'offer offer:high',
    'offer offer:low {"#text":"49 €","href":"/buy?price=low"}',
    'top default',
    'top welcome:a {"#text":"A"}',
    'top welcome:b',
  ]);
});
