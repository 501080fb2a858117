import 'fake-indexeddb/auto';
import type { KillPart, KillWord } from '@inkling/engine/trust';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import * as routes from '../src/capture/routes.ts';
import { createClient } from '../src/client.ts';
import { createConsent } from '../src/consent/consent.ts';
import { startIdle } from '../src/idle/idle.ts';
import * as kill from '../src/kill/kill.ts';
import { layWord } from '../src/kill/lay-word.ts';
import { AWAY_MS, POLL_MS } from '../src/kill/watch.ts';
import { createKeys } from '../src/lib/keys.ts';
import * as credit from '../src/reports/credit.ts';
import * as trust from '../src/rules-source/trust.ts';
import * as shop from '../src/shop/shop.ts';
import { makeBundle } from './support/bundle.ts';
import { CONFIG } from './support/config.ts';
import { fakeHost } from './support/fake-host.ts';
import { makeSigner, type Signer } from './support/sign.ts';

const ALL = 'personalization advertising measurement storage measurement identity';
const word = (seq: number, stops: boolean, parts?: KillPart[]): KillWord => ({
  v: 1,
  kind: 'kill',
  site: 's',
  env: 'live',
  seq,
  issued: 0,
  kill: stops,
  ...(parts && { parts }),
});

describe('a word', () => {
  const signed = { seq: 3, root: 'R', bars: 'measurement' };
  const plain = { seq: 3, root: '', bars: 'measurement' };
  test.each([
    { name: 'the first', old: null, word: word(1, true), root: '', bars: ALL, seq: 1 },
    {
      name: 'a part',
      old: null,
      word: word(1, true, ['reports']),
      root: '',
      bars: 'measurement',
      seq: 1,
    },
    {
      name: 'an unknown part',
      old: null,
      word: word(1, true, ['x' as KillPart]),
      root: '',
      bars: '',
      seq: 1,
    },
    { name: 'a newer one to go on', old: plain, word: word(4, false), root: '', bars: '', seq: 4 },
    {
      name: 'the same again',
      old: plain,
      word: word(3, true, ['reports']),
      root: '',
      bars: 'measurement',
      seq: 3,
    },
    {
      name: 'an older one to go on',
      old: plain,
      word: word(2, false),
      root: '',
      bars: 'measurement',
      seq: 3,
    },
    {
      name: 'a signed one to go on after a signed one',
      old: signed,
      word: word(4, false),
      root: 'R',
      bars: '',
      seq: 4,
    },
    {
      name: 'a signed one to go on after an unsigned one',
      old: plain,
      word: word(1, false),
      root: 'R',
      bars: '',
      seq: 1,
    },
    {
      name: 'an unsigned one to go on after a signed one',
      old: signed,
      word: word(9, false),
      root: '',
      bars: 'measurement',
      seq: 3,
    },
    {
      name: 'an unsigned one to stop more after a signed one',
      old: signed,
      word: word(1, true, ['personalization']),
      root: '',
      bars: 'measurement personalization advertising',
      seq: 3,
    },
  ])('$name', ({ old, word, root, bars, seq }) => {
    const next = layWord(old, word, root);
    expect([next.bars, next.seq]).toEqual([bars, seq]);
    expect(layWord(next, word, root)).toEqual(next);
  });
});

const RULES = {
  format: 1,
  site: 's',
  timezone: 'UTC',
  segments: { reader: { name: 'Reader', enter: { count: 'page_view', within: '7d', gte: 1 } } },
};
const bundle = makeBundle(RULES, { env: 'live' });
const NOBODY = '{"v":1,"kind":"kill","kill":false,"seq":0}';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  localStorage.clear();
  document.documentElement.removeAttribute('data-inkling');
});

const settle = async (): Promise<void> => {
  for (let i = 0; i < 40; i++) await new Promise((resolve) => setTimeout(resolve, 1));
};

/** A page of one browser; `edge` is what it finds there. */
async function visit(edge: Record<string, string>, { key = '', granted = true } = {}) {
  const posts: string[] = [];
  let asked = 0;
  const fetch = (async (url: string, init: RequestInit) => {
    const name = url.split('/').at(-1)!;
    if (name === 'kill.json') asked++;
    if (init.method === 'POST') {
      posts.push(`${init.body}`);
      return new Response(null, { status: 202 });
    }
    return name in edge ? new Response(edge[name]) : new Response('', { status: 404 });
  }) as typeof globalThis.fetch;
  const keys = createKeys(window, (name) => name === 'consent' || consent.allows('storage'));
  const consent = createConsent(
    granted,
    undefined,
    () => keys.get('consent'),
    (choices) => keys.set('consent', choices),
    () => keys.get('kill'),
  );
  const host = fakeHost({ fetch, keys });
  const chunks: Record<string, unknown> = {
    idle: { startIdle },
    credit,
    kill,
    routes,
    shop,
    trust,
  };
  const { api, start } = createClient({
    host,
    config: { ...CONFIG, page: { key } },
    consent,
    loaders: { part: async (name) => chunks[name] as never },
  });
  start();
  await settle();
  host.clock.pass(200);
  await settle();
  return {
    api,
    edge,
    host,
    posts,
    asked: () => asked,
    shown: () => document.documentElement.dataset.inkling,
    async pass(ms: number) {
      host.clock.pass(ms);
      await settle();
    },
  };
}
const say = (what: KillWord): string =>
  JSON.stringify({ v: 1, kid: 'k', sig: 's', payload: JSON.stringify(what) });
const rules = { 'rules.json': JSON.stringify(bundle), 'kill.json': NOBODY };

test('an open page stops, sends nothing, erases nothing, and goes on', async () => {
  const page = await visit({ ...rules });
  expect(page.shown()).toBe('reader');
  await page.pass(5_000);
  const sent = page.posts.length;
  expect(sent).toBeGreaterThan(0);
  const before = (await indexedDB.databases()).length;
  page.edge['kill.json'] = say(word(1, true));
  await page.pass(POLL_MS);
  expect(page.shown()).toBeUndefined();
  expect(page.api.status()).toMatchObject({ killed: ALL, mode: 'memory', reason: 'kill' });
  expect(localStorage.getItem('inkling:boot')).toBeNull();
  page.api.track('signup', {});
  await page.pass(20_000);
  expect(page.posts).toHaveLength(sent);
  expect((await indexedDB.databases()).length).toBe(before);

  const next = await visit(page.edge);
  expect(next.shown()).toBeUndefined();
  expect(await next.api.ready()).toEqual([]);
  expect(next.api.status()).toMatchObject({ killed: ALL, pending: 0 });

  next.edge['kill.json'] = say(word(2, false));
  await next.pass(POLL_MS);
  await expect.poll(() => next.shown()).toBe('reader');
  expect(next.api.status()).toMatchObject({ killed: '', mode: 'stored' });
  // The view of the first page was kept; nothing that happened while it was barred.
  const { openIdbLog } = await import('../src/log/idb-log.ts');
  const log = await openIdbLog(() => {});
  const types = (await log.read(0)).map(({ type }) => type);
  log.close();
  expect(types.filter((type) => type === 'page_view')).toHaveLength(1);
  expect(types).not.toContain('signup');
});

test('reports alone: what is shown stays', async () => {
  const page = await visit({ ...rules, 'kill.json': say(word(1, true, ['reports'])) });
  await page.pass(5_000);
  expect(page.shown()).toBe('reader');
  expect(page.posts).toEqual([]);
  expect(page.api.status()).toMatchObject({ mode: 'stored', killed: 'measurement' });
});

test('nothing is written before the visitor agrees, and the word holds for the page', async () => {
  const page = await visit({ ...rules, 'kill.json': say(word(1, true)) }, { granted: false });
  expect(localStorage.getItem('inkling:kill')).toBeNull();
  page.api.consent({ storage: true, personalization: true, measurement: true });
  await page.pass(5_000);
  expect(page.shown()).toBeUndefined();
  expect(page.posts).toEqual([]);
});

describe('with a root key', () => {
  let root: Signer;
  let signer: Signer;
  const files = async (kill: string): Promise<Record<string, string>> => {
    [root, signer] = [await makeSigner('root'), await makeSigner('k1')];
    const keys = [{ kid: 'k1', public: signer.public, from: 0, to: 4e12 }];
    const list = { v: 1, kind: 'keys', site: 's', seq: 1, issued: 0, expires: 4e12, keys };
    return {
      'keys.json': await root.sign(list),
      'bundle.json': await signer.sign(bundle),
      'kill.json': kill,
    };
  };
  test('only a signed word counts', async () => {
    const edge = await files(say(word(1, true)));
    const page = await visit(edge, { key: root.public });
    expect(page.shown()).toBe('reader');
    expect(page.api.status().lastError).toContain('Not trusted: unknown-key');
    edge['kill.json'] = await signer.sign(word(1, true));
    await page.pass(POLL_MS);
    expect(page.shown()).toBeUndefined();
    const replayed = edge['kill.json'];
    edge['kill.json'] = await signer.sign(word(2, false));
    await page.pass(POLL_MS);
    await expect.poll(() => page.shown()).toBe('reader');
    edge['kill.json'] = replayed;
    await page.pass(POLL_MS);
    expect(page.shown()).toBe('reader');
    expect(page.api.status().lastError).toContain('old-sequence');
  });
  test('that nobody ever said anything is no fault', async () => {
    const page = await visit(await files(NOBODY), { key: root.public });
    expect(page.api.status().lastError).toBeNull();
  });
});

test('only a visible page with somebody there asks', async () => {
  const page = await visit({ ...rules });
  expect(page.asked()).toBe(1);
  for (let t = 0; t < AWAY_MS + POLL_MS; t += POLL_MS) await page.pass(POLL_MS);
  const asked = page.asked();
  expect(asked).toBe(1 + AWAY_MS / POLL_MS);
  await page.pass(10 * POLL_MS);
  expect(page.asked()).toBe(asked);
  window.dispatchEvent(new Event('scroll'));
  await settle();
  expect(page.asked()).toBe(asked + 1);
  Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
  await page.pass(POLL_MS);
  expect(page.asked()).toBe(asked + 1);
  Reflect.deleteProperty(document, 'visibilityState');
});
