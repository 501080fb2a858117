import 'fake-indexeddb/auto';
import type { Bundle } from '@inkling/engine';
import { extra } from '@inkling/engine/extra';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Inkling } from '../src/api.ts';
import { start as startRoutes } from '../src/capture/routes.ts';
import * as care from '../src/care/care.ts';
import { createClient } from '../src/client.ts';
import { type Choices, createConsent } from '../src/consent/consent.ts';
import * as fold from '../src/history/fold.ts';
import * as restore from '../src/history/restore.ts';
import { startIdle } from '../src/idle/idle.ts';
import { createTimeline } from '../src/late.ts';
import type { Config } from '../src/lib/config.ts';
import { createKeys } from '../src/lib/keys.ts';
import * as credit from '../src/reports/credit.ts';
import { start as startTrust } from '../src/rules-source/trust.ts';
import * as shop from '../src/shop/shop.ts';
import type { Stub } from '../src/stub/stub.ts';
import { makeBundle } from './support/bundle.ts';
import { CONFIG } from './support/config.ts';
import { type FakeHost, fakeHost } from './support/fake-host.ts';

const RULES = {
  format: 1,
  site: 's',
  timezone: 'UTC',
  currency: 'EUR',
  conversions: { sale: { event: 'purchase', value: 'value' } },
  segments: {
    reader: { name: 'Reader', enter: { count: 'page_view', within: '1h', gte: 1 } },
    shopper: { name: 'Shopper', enter: { count: 'add_to_cart', within: '7d', gte: 1 } },
    views: {
      name: 'Views',
      enter: { 'engaged-views': true, seconds: { gte: 10 }, within: '30d', gte: 1 },
    },
    buyer: { name: 'Buyer', enter: { count: 'purchase', within: '7d', gte: 2 } },
  },
};

const bundle = (over: Partial<Bundle> = {}): Bundle => makeBundle(RULES, over);

const ALL: Choices = { storage: true, personalization: true, measurement: true };

const PARTS: Readonly<Record<string, unknown>> = {
  idle: { startIdle },
  extra: { extra },
  late: { createTimeline },
  trust: { start: startTrust },
  care,
  shop,
  credit,
  routes: { start: startRoutes },
  // Nobody tells these sites to stop.
  kill: { start() {} },
  fold,
  restore,
};

/** What the edge was asked and sent. */
interface Edge {
  rules: () => Response;
  readonly posts: string[];
  gets: number;
}

/** A page of the site; all of a test are of one browser, and share what it keeps. */
function visit({
  doc = document,
  down = () => false,
  ...over
}: Partial<Config & { doc: Document; down: (part: string) => boolean }> = {}) {
  const edge: Edge = { rules: () => Response.json(bundle()), posts: [], gets: 0 };
  const fetch = (async (url: string, init: RequestInit) => {
    if (init.method === 'POST') {
      edge.posts.push(`${url} ${init.body}`);
      return new Response(null, { status: 202 });
    }
    edge.gets++;
    return edge.rules();
  }) as typeof globalThis.fetch;
  const keys = createKeys(window, (key) => key === 'consent' || consent.allows('storage'));
  const host: FakeHost = fakeHost({ fetch, keys, doc });
  const config = { ...CONFIG, ...over };
  const consent = createConsent(
    config.consent === 'granted',
    undefined,
    () => host.keys.get('consent'),
    (choices) => host.keys.set('consent', choices),
  );
  const client = createClient({
    host,
    config,
    consent,
    loaders: {
      async part(name) {
        if (down(name)) throw new TypeError('no network');
        return PARTS[name] as never;
      },
    },
  });
  return { ...client, host, edge };
}
const settle = async (): Promise<void> => {
  for (let i = 0; i < 12; i++) await new Promise((resolve) => setTimeout(resolve, 1));
};
const events = async (api: Inkling): Promise<string[]> =>
  (await api.export()).events.map(({ type }) => type);
const keyNames = (): string[] =>
  Object.keys(localStorage).map((key) => key.slice('inkling:'.length));
const databases = async (): Promise<(string | undefined)[]> =>
  (await indexedDB.databases()).map(({ name }) => name);

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  localStorage.clear();
  document.documentElement.removeAttribute('data-inkling');
  document.body.innerHTML = '';
  Reflect.deleteProperty(window, 'dataLayer');
});

test('the idle chunk is asked for again where it did not come, less and less often', async () => {
  const asked: number[] = [];
  let down = true;
  const page = visit({
    down(part) {
      if (part === 'idle') asked.push(page.host.clock.mono());
      return part === 'idle' && down;
    },
  });
  page.start();
  await page.api.ready();
  for (let second = 0; second < 60; second++) {
    page.host.clock.pass(1_000);
    await settle();
  }
  expect(asked.length).toBeGreaterThan(2);
  expect(asked.length).toBeLessThan(8);
  down = false;
  page.host.clock.pass(120_000);
  await settle();
  page.host.clock.pass(5_000);
  await settle();
  expect(page.edge.posts.length).toBeGreaterThan(0);
});

test('a first view is recorded, stored, decided on and counted', async () => {
  const page = visit();
  page.start();
  expect(await page.api.ready()).toEqual(['reader']);
  expect(document.documentElement.getAttribute('data-inkling')).toBe('reader');
  expect(page.api.has('reader')).toBe(true);
  await settle();
  expect(page.api.status()).toMatchObject({ mode: 'stored', reason: null, rules: 1, pending: 0 });
  expect(await events(page.api)).toEqual(['session_start', 'page_view']);
  page.host.clock.pass(10_000);
  await settle();
  page.host.clock.pass(10_000);
  await settle();
  const rows = page.edge.posts.join();
  expect(rows).toContain('"page_views"');
  expect(rows).toContain('"entered"');
  expect(page.host.errors).toEqual([]);
});

test('a page that is only prerendered records nothing before it is shown', async () => {
  let prerendering = true;
  const doc = new Proxy(document, {
    get: (real, name) => {
      const value = name === 'prerendering' ? prerendering : Reflect.get(real, name, real);
      return typeof value === 'function' ? value.bind(real) : value;
    },
  });
  Object.assign(window, { dataLayer: [{ event: 'view_item', ecommerce: { items: [{}] } }] });
  const page = visit({ doc });
  page.start();
  page.api.page({ section: 'politics' });
  page.api.track('quiz', {});
  await settle();
  page.host.clock.pass(10_000);
  page.api.track('add_to_cart', { items: [{ price: 1 }] });
  await settle();
  expect(await events(page.api)).toEqual([]);
  expect(localStorage.getItem('inkling:session')).toBeNull();

  const shownAt = page.host.clock.now();
  prerendering = false;
  document.dispatchEvent(new Event('prerenderingchange'));
  await settle();
  const { events: recorded } = await page.api.export();
  const types = recorded.map(({ type }) => type).sort();
  expect(types).toEqual(['add_to_cart', 'page_view', 'quiz', 'session_start', 'view_item']);
  expect(recorded.every(({ t }) => t >= shownAt)).toBe(true);
  const view = recorded.find(({ type }) => type === 'page_view');
  expect(view?.params).toMatchObject({ section: 'politics' });
  page.host.clock.pass(1_000);
  await settle();
  expect((await events(page.api)).filter((type) => type === 'page_view')).toHaveLength(1);
  expect(page.host.errors).toEqual([]);
});

test('a membership lapses at its instant, with nobody doing anything', async () => {
  const page = visit();
  const told: string[] = [];
  page.api.on('exit', ({ segment }) => told.push(segment));
  page.start();
  await page.api.ready();
  await settle();
  page.host.clock.pass(3_600_000 - 1);
  expect(page.api.segments()).toEqual(['reader']);
  page.host.clock.pass(2);
  expect(page.api.segments()).toEqual([]);
  expect(told).toEqual(['reader']);
});

test('the next page knows the history, and its boot the future', async () => {
  const first = visit();
  first.start();
  first.api.track('add_to_cart', { value: 1, currency: 'EUR' });
  await first.api.ready();
  first.host.clock.pass(200);
  await settle();
  const boot = JSON.parse(localStorage.getItem('inkling:boot') ?? '');
  expect(boot.s.map(([segment]: [string]) => segment)).toEqual(['reader', 'shopper']);

  const second = visit();
  second.edge.rules = () => new Response('down', { status: 503 });
  second.start();
  expect(await second.api.ready()).toEqual(['reader', 'shopper']);
  await settle();
  expect((await events(second.api)).filter((type) => type === 'session_start')).toHaveLength(1);
});

test('what the boot script found stands until the engine knows better', async () => {
  document.documentElement.setAttribute('data-inkling', 'reader shopper');
  const page = visit();
  const told: string[] = [];
  page.api.on('change', ({ segment, in: into }) => told.push(`${segment} ${into}`));
  page.start();
  expect(page.api.has('shopper')).toBe(true);
  await page.api.ready();
  expect(page.api.has('shopper')).toBe(false);
  expect(told).toEqual(['shopper false']);
});

test('before consent nothing is written and nothing is sent, yet nothing is lost', async () => {
  const page = visit({ consent: 'required' });
  page.start();
  expect(await page.api.ready()).toEqual(['reader']);
  page.host.clock.pass(60_000);
  await settle();
  expect(page.api.status()).toMatchObject({ mode: 'memory', reason: 'consent' });
  expect(page.api.status().consent).toEqual({});
  expect(document.documentElement.hasAttribute('data-inkling')).toBe(false);
  expect(await databases()).toEqual([]);
  expect(keyNames()).toEqual([]);
  expect(page.edge.posts).toEqual([]);

  page.api.consent(ALL);
  await settle();
  expect(page.api.status()).toMatchObject({ mode: 'stored', pending: 0, consent: ALL });
  expect(page.api.has('reader')).toBe(true);
  const later = visit({ consent: 'required' });
  later.start();
  await later.api.ready();
  await settle();
  expect((await events(later.api)).filter((type) => type === 'page_view')).toHaveLength(2);
});

test('what happened before the visitor agreed is counted afterwards', async () => {
  const page = visit({ consent: 'required' });
  page.start();
  await page.api.ready();
  page.host.clock.pass(5_000);
  await settle();
  page.api.consent(ALL);
  await settle();
  page.host.clock.pass(5_000);
  await settle();
  expect(page.edge.posts.join()).toContain('"page_views"');
});

test('the session that was running when the visitor agreed goes on at the next page', async () => {
  const page = visit({ consent: 'required' });
  page.start();
  await page.api.ready();
  page.api.consent(ALL);
  await settle();
  const next = visit({ consent: 'required' });
  next.start();
  await next.api.ready();
  await settle();
  const all = await events(next.api);
  expect(all.filter((type) => type === 'session_start')).toHaveLength(1);
  expect(all.filter((type) => type === 'page_view')).toHaveLength(2);
});

test('what is said while the chunk for it is still on its way keeps its time', async () => {
  const page = visit();
  page.start();
  await page.api.ready();
  page.host.clock.pass(200);
  await settle();
  const said = page.host.clock.now();
  const { dataLayer } = window as unknown as { dataLayer: unknown[] };
  dataLayer.push({ event: 'add_to_cart', ecommerce: { items: [{ price: 2 }] } });
  page.host.clock.pass(60_000);
  await settle();
  const all = (await page.api.export()).events;
  expect(all.find(({ type }) => type === 'add_to_cart')?.t).toBe(said);
});

test.each([
  { name: 'there from the start', late: false },
  { name: 'made by the first push', late: true },
])('follows a data layer that is $name', async ({ late }) => {
  const holder = window as unknown as { dataLayer?: unknown[] };
  if (!late) holder.dataLayer = [];
  const page = visit();
  page.start();
  await page.api.ready();
  page.host.clock.pass(200);
  await settle();
  holder.dataLayer ??= [];
  holder.dataLayer.push({ event: 'add_to_cart', ecommerce: { items: [{ price: 2 }] } });
  await settle();
  holder.dataLayer.push({ event: 'view_cart', ecommerce: { items: [{ price: 2 }] } });
  await settle();
  expect((await events(page.api)).slice(2)).toEqual(['add_to_cart', 'view_cart']);
  expect(page.api.has('shopper')).toBe(true);
});

test('a refusal is kept, and nothing else', async () => {
  const page = visit({ consent: 'required' });
  page.start();
  page.api.consent({ storage: false, personalization: false, measurement: false });
  await page.api.ready();
  await settle();
  expect(keyNames()).toEqual(['consent']);
  const next = visit({ consent: 'required' });
  next.start();
  expect(await next.api.ready()).toEqual([]);
  next.host.clock.pass(60_000);
  await settle();
  expect(await databases()).toEqual([]);
  expect(next.edge).toMatchObject({ gets: 0, posts: [] });
  expect(keyNames()).toEqual(['consent']);
});

test('a withdrawal wipes what was kept, at once', async () => {
  const page = visit();
  page.start();
  await page.api.ready();
  await settle();
  page.api.consent({ storage: false, personalization: false, measurement: false });
  expect(page.api.has('reader')).toBe(false);
  await settle();
  expect(await databases()).toEqual([]);
  expect(keyNames()).toEqual(['consent']);
  page.api.track('x');
  await settle();
  expect(await databases()).toEqual([]);
});

test('a withdrawal while the database is being opened leaves none', async () => {
  const page = visit({ consent: 'required' });
  page.start();
  await page.api.ready();
  page.api.consent(ALL);
  expect(page.api.status().reason).toBe('opening');
  page.api.consent({ storage: false });
  await settle();
  expect(page.api.status()).toMatchObject({ mode: 'memory', reason: 'consent' });
  expect(await databases()).toEqual([]);
});

test('personalisation goes on in memory where only storage is refused', async () => {
  const page = visit();
  page.start();
  await page.api.ready();
  await settle();
  page.api.consent({ storage: false });
  await settle();
  page.api.track('add_to_cart');
  await settle();
  expect(page.api.has('shopper')).toBe(true);
  expect(await databases()).toEqual([]);
});

test('forget leaves no key in any store', async () => {
  const page = visit({ consent: 'required' });
  page.start();
  page.api.consent(ALL);
  await page.api.ready();
  await settle();
  await page.api.forget();
  await settle();
  page.api.track('x');
  page.host.clock.pass(60_000);
  await settle();
  expect(await databases()).toEqual([]);
  expect(keyNames()).toEqual([]);
  expect(page.api.segments()).toEqual([]);
});

/** A page that has been there long enough to store and to report. */
async function stay(over: Partial<Config> = {}) {
  const page = visit(over);
  page.start();
  await page.api.ready();
  await settle();
  page.host.clock.pass(200);
  await settle();
  return page;
}
const lostRows = ({ edge, host }: { edge: Edge; host: FakeHost }): Promise<string[]> => {
  host.clock.pass(60_000);
  return settle().then(() => edge.posts.filter((post) => post.includes('lost_history')));
};

test('a database that went missing is lost history, and no new visitor', async () => {
  expect((await stay()).api.status().lost).toBe(false);
  expect((await stay()).api.status().lost).toBe(false);
  globalThis.indexedDB = new IDBFactory();

  const page = await stay();
  expect(page.api.status().lost).toBe(true);
  // The site has run here for ever, but what this browser did before now is not known any more.
  expect(await page.api.explain('shopper')).toMatchObject({
    known: false,
    knownFrom: page.host.clock.now() - 200 + 7 * 86_400_000 - 1,
  });
  expect(await lostRows(page)).toHaveLength(1);

  const next = await stay();
  expect(next.api.status().lost).toBe(false);
  expect(await next.api.explain('shopper')).toMatchObject({ known: false });
});

test('a new visitor has lost nothing', async () => {
  const page = await stay();
  expect(page.api.status().lost).toBe(false);
  expect(await page.api.explain('shopper')).toMatchObject({ known: true });
  expect(await lostRows(page)).toEqual([]);
});

test('small keys that went missing cost no history', async () => {
  await stay();
  localStorage.clear();
  const page = await stay();
  expect(page.api.status().lost).toBe(false);
  expect(await page.api.explain('shopper')).toMatchObject({ known: true });
  expect(keyNames()).toContain('recorded');
});

test('a log that goes away while the page is open takes no membership along', async () => {
  const first = visit();
  first.start();
  first.api.track('add_to_cart', { value: 1, currency: 'EUR' });
  await settle();
  const page = await stay();
  expect(page.api.segments()).toEqual(['reader', 'shopper']);
  const told: string[] = [];
  page.api.on('change', ({ segment }) => told.push(segment));

  const open = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('', 'UnknownError');
  });
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
    throw new DOMException('', 'InvalidStateError');
  });
  page.api.track('lab');
  await settle();
  expect(page.api.status()).toMatchObject({ mode: 'memory', reason: 'InvalidStateError' });
  expect(page.api.segments()).toEqual(['reader', 'shopper']);

  open.mockRestore();
  page.host.clock.pass(50);
  await settle();
  expect(page.api.status()).toMatchObject({ mode: 'stored', pending: 0 });
  expect(page.api.segments()).toEqual(['reader', 'shopper']);
  expect(told).toEqual([]);
});

test('a long log is folded, and the next page goes on from there', async () => {
  const first = visit();
  first.start();
  first.api.track('add_to_cart', { value: 1, currency: 'EUR' });
  for (let i = 0; i < 600; i++) first.api.track('lab', { i });
  await settle();
  first.host.clock.pass(60_000);
  const second = await stay();
  expect(keyNames()).not.toContain('folded');
  await expect
    .poll(() => {
      second.host.clock.pass(5_000);
      return keyNames();
    })
    .toContain('folded');

  const getAll = vi.spyOn(IDBObjectStore.prototype, 'getAll');
  const third = await stay();
  expect(third.api.segments()).toEqual(['reader', 'shopper']);
  expect(third.api.status()).toMatchObject({ mode: 'stored', pending: 0, lost: false });
  expect((getAll.mock.calls[0]![0] as IDBKeyRange).lower).toBeGreaterThan(600);
  expect(await events(third.api)).toHaveLength(605);
  expect(third.host.errors).toEqual([]);
});

test('a refusal while the database opens leaves none behind', async () => {
  const page = visit();
  page.start();
  expect(page.api.status()).toMatchObject({ mode: 'memory', reason: 'opening' });
  page.api.consent({ storage: false });
  await settle();
  expect(page.api.status()).toMatchObject({ mode: 'memory', reason: 'consent' });
  expect(await indexedDB.databases()).toEqual([]);
  expect(page.host.errors).toEqual([]);
});

test('where nothing can be kept, nothing is taken for lost', async () => {
  const open = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('', 'UnknownError');
  });
  const page = await stay();
  expect(keyNames()).not.toContain('recorded');
  open.mockRestore();
  expect(page.api.status().lost).toBe(false);
  expect((await stay()).api.status().lost).toBe(false);
});

test('who resets has lost nothing, and the marker is the same in every browser', async () => {
  const page = await stay();
  expect(localStorage.getItem('inkling:recorded')).toBe('recorded');
  await page.api.reset();
  await settle();
  expect((await stay()).api.status().lost).toBe(false);
});

test('reset drops the history and goes on', async () => {
  const page = visit();
  page.start();
  await page.api.ready();
  await settle();
  await page.api.reset();
  await settle();
  expect(page.api.status().mode).toBe('stored');
  page.api.track('add_to_cart');
  await settle();
  expect(await events(page.api)).toEqual(['session_start', 'add_to_cart']);
});

test('who comes after a reset is a new anonymous visitor', async () => {
  const page = visit();
  page.start();
  await page.api.ready();
  page.api.track('add_to_cart');
  await settle();
  expect(page.api.segments()).toContain('shopper');
  localStorage.setItem('inkling:seed', 'of the visitor before');
  const before = (await page.api.export()).events.at(-1)?.session ?? 0;
  page.host.clock.pass(1_000);
  await page.api.reset();
  await settle();
  expect(page.api.segments()).toEqual([]);
  expect(document.documentElement.getAttribute('data-inkling') ?? '').toBe('');
  expect(localStorage.getItem('inkling:seed')).toBeNull();
  expect(localStorage.getItem('inkling:boot') ?? '').not.toContain('shopper');
  const next = visit();
  next.host.clock.pass(2_000);
  next.start();
  expect(await next.api.ready()).toEqual(['reader']);
  await settle();
  const { events: after } = await next.api.export();
  expect(after.map(({ type }) => type)).toEqual(['session_start', 'page_view']);
  expect(after[0]?.session).not.toBe(before);
  expect(next.api.status().lost).toBe(false);
});

test('calls made before the script was there keep their order and their time', async () => {
  const page = visit();
  const then = page.host.clock.now() - 700;
  const stub: Stub = {
    q: [
      ['page', [{ section: 'politics' }], then],
      ['track', ['sign_up', { method: 'mail' }], then],
      ['nonsense', [], then],
    ],
  };
  const answer = new Promise((resolve) => stub.q.push(['ready', [], then, resolve]));
  for (const call of stub.q) page.replay(call);
  page.start();
  expect(await answer).toEqual(['reader']);
  const { events: all } = await page.api.export();
  expect(all.map(({ type }) => type)).toEqual(['session_start', 'sign_up', 'page_view']);
  expect(all[1]?.t).toBe(then);
  expect(all[2]?.params.section).toBe('politics');
  expect(page.host.errors).toEqual([]);
});

test('a purchase counts once, also on a thank-you page that is loaded again', async () => {
  const buy = async () => {
    const page = visit();
    page.start();
    page.api.track('purchase', { transaction_id: 'T1', items: [{ price: '4.5', quantity: 2 }] });
    page.api.track('purchase', { transaction_id: 'T1' });
    await page.api.ready();
    await settle();
    return page;
  };
  await buy();
  const second = await buy();
  expect(second.api.has('buyer')).toBe(false);
  const { events: all } = await second.api.export();
  expect(all.find(({ type }) => type === 'purchase')?.params.value).toBe(9);
  second.api.track('purchase', { transaction_id: 'T2' });
  await settle();
  expect(second.api.has('buyer')).toBe(true);
});

test('newer rules take over, broken ones do not', async () => {
  const first = visit();
  first.start();
  await first.api.ready();
  await settle();
  const second = visit();
  second.edge.rules = () => Response.json(bundle({ seq: 2 }));
  second.start();
  await expect.poll(() => second.api.status().rules).toBe(2);
  await settle();
  const third = visit();
  third.edge.rules = () => Response.json(bundle({ seq: 3, program: { nonsense: true } as never }));
  third.start();
  expect(await third.api.ready()).toEqual(['reader']);
  await settle();
  expect(third.api.status()).toMatchObject({ rules: 2, lastError: expect.any(String) });
});

test('another tab takes over what this one recorded', async () => {
  const one = visit();
  const two = visit();
  one.start();
  two.start();
  await Promise.all([one.api.ready(), two.api.ready()]);
  one.host.clock.pass(200);
  two.host.clock.pass(200);
  await settle();
  one.api.track('add_to_cart');
  await expect
    .poll(() => {
      two.host.clock.pass(100);
      return two.api.has('shopper');
    })
    .toBe(true);
});

test('an event that was made before what is known already takes its place', async () => {
  const page = visit();
  page.start();
  await page.api.ready();
  page.host.clock.pass(60_000);
  await settle();
  const then = page.host.clock.now() - 30_000;
  page.replay(['track', ['add_to_cart', {}], then]);
  await expect.poll(() => page.api.has('shopper')).toBe(true);
  expect(await page.api.explain('shopper')).toMatchObject({ since: then });
});

test('explains where the visitor stands', async () => {
  const page = visit();
  page.start();
  await page.api.ready();
  const { clock } = page.host;
  expect(await page.api.explain('reader')).toMatchObject({
    in: true,
    known: true,
    flips: [clock.now() + 3_600_000],
  });
  expect(await page.api.explain('shopper')).toMatchObject({ in: false, flips: [] });
  expect(await page.api.explain('nobody')).toBeNull();
});

test('nothing that the site passes is ever thrown back at it', async () => {
  const page = visit();
  const nasty = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error('nasty');
      },
    },
  );
  page.api.track('x', nasty);
  page.api.track(Symbol('x') as unknown as string);
  page.api.page(nasty);
  page.api.consent(null as never);
  page.api.track('fine', nasty);
  page.start();
  await page.api.ready();
  expect(page.host.errors.length).toBeGreaterThan(0);
  expect(page.api.status().lastError).toContain('nasty');
  vi.restoreAllMocks();
});
