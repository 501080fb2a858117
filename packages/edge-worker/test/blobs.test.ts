import { describe, expect, test } from 'vitest';
import { toBase64Url } from '../src/auth/token.ts';
import { type BlobStore, createBlobCache } from '../src/storage/blob-cache.ts';
import { makeProgram, makeSite, openApp, testEnv } from './helpers.ts';

const envelopeOf = (payload: string) => JSON.stringify({ v: 1, kid: 'k', sig: 's', payload });
const hashOf = async (text: string) => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return toBase64Url(new Uint8Array(digest));
};

/** A cache over a store and an object that the test can take away. */
async function openParts({ copy }: { copy?: string } = {}) {
  const hash = await hashOf('rules');
  const envelope = envelopeOf('rules');
  const up = { store: true, object: true };
  const stored = new Map(copy === undefined ? [] : [[`t/${hash}`, copy]]);
  const asked: string[] = [];
  const store: BlobStore = {
    async get(key) {
      asked.push('store');
      if (!up.store) throw new Error('store is down');
      return stored.get(key) ?? null;
    },
    async put(key, value) {
      if (!up.store) throw new Error('store is down');
      stored.set(key, value);
    },
  };
  const load = async (_: string, wanted: string) => {
    asked.push('object');
    if (!up.object) throw new Error('object is down');
    return wanted === hash ? envelope : null;
  };
  const work: Promise<unknown>[] = [];
  const open = () => {
    const cache = createBlobCache(store, load);
    return (wanted = hash, tenant = 't') =>
      cache.get({ site: 's', tenant, hash: wanted }, (one) => work.push(one));
  };
  return { open, up, stored, asked, envelope, settle: () => Promise.all(work) };
}

describe('signed rules come', () => {
  test('from the isolate when store and object are down', async () => {
    const { open, up, envelope, asked } = await openParts();
    const get = open();
    await get();
    up.store = up.object = false;
    expect(await get()).toBe(envelope);
    expect(asked).toEqual(['store', 'object']);
  });

  test('from the store in a new isolate when the object is down', async () => {
    const { open, up, envelope, settle } = await openParts();
    await open()();
    await settle();
    up.object = false;
    expect(await open()()).toBe(envelope);
  });

  test('from the object in a new isolate when the store is down', async () => {
    const { open, up, envelope, settle } = await openParts();
    up.store = false;
    expect(await open()()).toBe(envelope);
    await settle();
  });

  test.each([envelopeOf('other rules'), 'no JSON', '{}', ''])(
    'from the object when the store has an old, a foreign or a broken copy: %s',
    async (copy) => {
      const { open, envelope, stored, settle } = await openParts({ copy });
      expect(await open()()).toBe(envelope);
      await settle();
      expect([...stored.values()]).toEqual([envelope]);
    },
  );

  test('from nowhere when there are none, and of no other tenant', async () => {
    const { open, up, stored, settle } = await openParts();
    const get = open();
    expect(await get('x')).toBeNull();
    await get();
    await settle();
    expect([...stored.keys()].every((key) => key.startsWith('t/'))).toBe(true);
    up.object = false;
    await expect(get(undefined, 'other')).rejects.toThrow('object is down');
  });
});

test('a site that is deleted leaves no copy', async () => {
  const { ask } = openApp();
  const own = await makeSite(ask, {});
  const put = await ask(`/v1/sites/${own.site}/rules?percent=10`, {
    method: 'PUT',
    token: own.token,
    body: JSON.stringify(makeProgram(own.site, ['b'])),
  });
  const { next } = (await put.json()) as { next: { hash: string } };
  const { tenant } = (await testEnv.SITE.getByName(own.site).info()) as { tenant: string };
  const keys = async () => (await testEnv.BLOBS!.list({ prefix: tenant })).keys.length;
  expect((await ask(`/v1/sites/${own.site}/blobs/${next.hash}.json`)).status).toBe(200);
  expect(await keys()).toBe(1);
  await ask(`/v1/sites/${own.site}`, { method: 'DELETE', token: own.token });
  expect(await keys()).toBe(0);
});
