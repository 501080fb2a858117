import 'fake-indexeddb/auto';
import type { Bundle } from '@inkling/engine';
import { compileRules, parseRules } from '@inkling/rules';
import { IDBFactory } from 'fake-indexeddb';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createClient } from '../src/client.ts';
import { createConsent } from '../src/consent/consent.ts';
import { startIdle } from '../src/idle/idle.ts';
import { createKeys } from '../src/lib/keys.ts';
import { REFRESH_MS } from '../src/rules-source/rules-source.ts';
import { start as startTrust } from '../src/rules-source/trust.ts';
import { CONFIG } from './support/config.ts';
import { fakeHost } from './support/fake-host.ts';
import { makeSigner, type Signer } from './support/sign.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-03-02T12:00:00Z');
const program = (segment: string, site = 's') =>
  compileRules(
    parseRules({
      format: 1,
      site,
      timezone: 'UTC',
      segments: { [segment]: { name: 'Any', enter: { count: 'page_view', within: '1h', gte: 1 } } },
    }),
  );
const bundle = (over: Partial<Bundle> = {}): Bundle => ({
  format: 1,
  site: 's',
  env: 'live',
  seq: 5,
  issued: NOW - DAY_MS,
  expires: NOW + DAY_MS,
  program: program('good'),
  ...over,
});

let root: Signer;
let signer: Signer;
let foreign: Signer;
beforeAll(async () => {
  root = await makeSigner('root');
  signer = await makeSigner('k1');
  foreign = await makeSigner('k2');
});
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  localStorage.clear();
  document.documentElement.removeAttribute('data-inkling');
});

/** A list of keys by the root; the one key's time is from −30 to +30 days. */
const list = (over: object = {}, keys: readonly Signer[] = [signer]) =>
  root.sign({
    v: 1,
    kind: 'keys',
    site: 's',
    seq: 1,
    issued: NOW,
    expires: NOW + 100 * DAY_MS,
    keys: keys.map((key) => ({
      kid: key.kid,
      public: key.public,
      from: NOW - 30 * DAY_MS,
      to: NOW + 30 * DAY_MS,
    })),
    ...over,
  });

/** A page of one browser; `files` is what the edge has at that time. */
async function visit(files: Record<string, string>, key: string | undefined = root.public) {
  const asked: string[] = [];
  const fetch = (async (url: string) => {
    const name = url.split('/').at(-1)!;
    asked.push(name);
    return name in files ? new Response(files[name]) : new Response('', { status: 404 });
  }) as typeof globalThis.fetch;
  const host = fakeHost({ fetch, keys: createKeys(window, () => true) });
  const { clock } = host;
  const page = createClient({
    host,
    config: { ...CONFIG, page: { key } },
    consent: createConsent(
      true,
      undefined,
      () => null,
      () => {},
    ),
    loaders: {
      part: async (name) => (name === 'idle' ? { startIdle } : { start: startTrust }) as never,
    },
  });
  page.start();
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 30; i++) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  await settled();
  return {
    api: page.api,
    asked,
    host,
    files,
    /** Asks again a while later. */
    async again() {
      clock.pass(REFRESH_MS);
      page.api.consent({ storage: true, personalization: true });
      await settled();
    },
  };
}
const good = async () => ({
  'keys.json': await list(),
  'bundle.json': await signer.sign(bundle()),
});

test('rules that a listed key signed are taken, and no unsigned ones are asked for', async () => {
  const page = await visit(await good());
  expect(await page.api.ready()).toEqual(['good']);
  expect(page.api.status()).toMatchObject({ rules: 5, lastError: null });
  expect(page.asked).not.toContain('rules.json');
});

test('the first decision waits for the check', async () => {
  const page = await visit({});
  const told = vi.fn();
  page.api.ready().then(told);
  await page.again();
  expect(told).not.toHaveBeenCalled();
  Object.assign(page.files, await good());
  await page.again();
  expect(await page.api.ready()).toEqual(['good']);
});

const tamper = (text: string) => text.replace('page_view', 'page_vieW');
test.each<{ name: string; code: string; files: () => Promise<Record<string, string>> }>([
  {
    name: 'a tampered bundle',
    code: 'bad-signature',
    files: async () => ({ 'bundle.json': tamper(await signer.sign(bundle())) }),
  },
  {
    name: 'an expired bundle',
    code: 'expired',
    files: async () => ({ 'bundle.json': await signer.sign(bundle({ expires: NOW })) }),
  },
  {
    name: 'a bundle by a foreign key',
    code: 'unknown-key',
    files: async () => ({ 'bundle.json': await foreign.sign(bundle()) }),
  },
  {
    name: 'a bundle by a foreign key under a listed name',
    code: 'bad-signature',
    files: async () => ({ 'bundle.json': await (await makeSigner('k1')).sign(bundle()) }),
  },
  {
    name: 'a bundle by a revoked key',
    code: 'unknown-key',
    files: async () => ({ 'keys.json': await list({}, [foreign]) }),
  },
  {
    name: 'a bundle issued after its key had run out',
    code: 'key-out-of-time',
    files: async () => ({
      'bundle.json': await signer.sign(bundle({ issued: NOW + 30 * DAY_MS })),
    }),
  },
  {
    name: 'a bundle of another site',
    code: 'wrong-site',
    files: async () => ({
      'bundle.json': await signer.sign(bundle({ site: 't', program: program('good', 't') })),
    }),
  },
  {
    name: 'a bundle of another environment',
    code: 'wrong-env',
    files: async () => ({ 'bundle.json': await signer.sign(bundle({ env: 'staging' })) }),
  },
  {
    name: 'a list that another root signed',
    code: 'bad-signature',
    files: async () => {
      const { payload } = JSON.parse(await list());
      return { 'keys.json': await foreign.sign(JSON.parse(payload)) };
    },
  },
  {
    name: 'a list that has run out',
    code: 'expired',
    files: async () => ({ 'keys.json': await list({ expires: NOW }) }),
  },
  {
    name: 'unsigned rules',
    code: 'not-an-envelope',
    files: async () => ({ 'bundle.json': JSON.stringify(bundle()) }),
  },
])('$name is not used', async ({ code, files }) => {
  const page = await visit({ ...(await good()), ...(await files()) });
  await expect.poll(() => page.api.status().lastError).toBe(`TrustError: Not trusted: ${code}`);
  expect(page.api.status().rules).toBeNull();
});

test('an older bundle does not replace a newer one, on this page or the next', async () => {
  const page = await visit(await good());
  const old = await signer.sign(bundle({ seq: 4, program: program('old') }));
  page.files['bundle.json'] = old;
  await page.again();
  await expect.poll(() => page.api.status().lastError).toContain('old-sequence');
  await expect.poll(() => page.api.segments()).toEqual(['good']);
  const next = await visit({ 'keys.json': await list(), 'bundle.json': old });
  await expect.poll(() => next.api.segments()).toEqual(['good']);
});

test('an older list of keys does not bring a revoked key back', async () => {
  const before = await list({ seq: 1 }, [signer, foreign]);
  await visit({ 'keys.json': await list({ seq: 2 }), 'bundle.json': await signer.sign(bundle()) });
  const forged = await foreign.sign(bundle({ seq: 9, program: program('forged') }));
  const page = await visit({ 'keys.json': before, 'bundle.json': forged });
  await expect.poll(() => page.api.segments()).toEqual(['good']);
  await expect.poll(() => page.api.status().lastError).toContain('unknown-key');
});

test('rules by a key that was revoked since are dropped, however new they say they are', async () => {
  const keys = await list({ seq: 1 }, [signer, foreign]);
  const forged = await foreign.sign(bundle({ seq: 2 ** 50, program: program('forged') }));
  const page = await visit({ 'keys.json': keys, 'bundle.json': forged });
  await expect.poll(() => page.api.segments()).toEqual(['forged']);
  Object.assign(page.files, await good(), { 'keys.json': await list({ seq: 2 }) });
  await page.again();
  await expect.poll(() => page.api.status().lastError).toContain('old-sequence');
  expect(page.api.segments()).toEqual([]);
  const next = await visit(page.files);
  await expect.poll(() => next.api.segments()).toEqual(['good']);
});

test('rules that were stored unsigned are not used once there is a root key', async () => {
  const files = { 'rules.json': JSON.stringify(bundle({ program: program('poisoned') })) };
  const before = await visit(files, '');
  await expect.poll(() => before.api.segments()).toEqual(['poisoned']);
  const after = await visit(files);
  expect(after.api.segments()).toEqual([]);
  expect(after.api.status().rules).toBeNull();
});

test.each([
  { name: 'the edge down', files: {}, crypto: true },
  { name: 'no WebCrypto, as without TLS', files: null, crypto: false },
])('with $name the rules that were checked last stay in force', async ({ files, crypto: has }) => {
  const first = await good();
  await visit(first);
  const spy = has ? null : vi.spyOn(crypto, 'subtle', 'get').mockReturnValue(undefined as never);
  const newer = { ...first, 'bundle.json': await (has ? signer.sign(bundle()) : '{}') };
  const page = await visit(files ?? newer);
  await expect.poll(() => page.api.segments()).toEqual(['good']);
  expect(page.api.status().lastError).not.toBeNull();
  spy?.mockRestore();
});
