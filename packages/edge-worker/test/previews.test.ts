import { runInDurableObject } from 'cloudflare:test';
import { verifyBundle, verifyKeyList, verifySideBundle, webVerify } from '@inkling/engine/trust';
import { describe, expect, test } from 'vitest';
import type { SiteObject } from '../src/objects/site-object.ts';
import { makeProgram, makeSite, openApp, testEnv } from './helpers.ts';

const { ask } = openApp();

async function openDraft() {
  const own = await makeSite(ask, {});
  const as = (method: string, path: string, body: unknown, rev: number, token = own.token) =>
    ask(`/v1/sites/${own.site}${path}`, {
      ...{ method, token, body: JSON.stringify(body) },
      headers: { 'If-Match': `"${rev}"` },
    });
  await as('PUT', '/draft', makeProgram(own.site, ['draft']), 0);
  const make = async (minutes: unknown = 60, rev = 1) => {
    const response = await as('POST', '/previews', { minutes }, rev);
    return { status: response.status, ...((await response.json()) as { id: string }) };
  };
  const read = (id: string) => ask(`/v1/sites/${own.site}/previews/${id}.json`);
  return { ...own, make, read };
}

describe('a preview', () => {
  test('is signed, expires, and is taken as nothing else', async () => {
    const { site, make, read } = await openDraft();
    const made = await make();
    expect(made).toMatchObject({ status: 201, fragment: `#inkling-preview=${made.id}` });
    const response = await read(made.id);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const text = await response.text();
    const info = (await testEnv.SITE.getByName(site).info()) as { root: string };
    const trust = {
      root: info.root,
      site,
      now: Date.now(),
      listSeq: 0,
      verify: webVerify(crypto.subtle),
    };
    const keys = await (await ask(`/v1/sites/${site}/keys.json`)).text();
    const list = await verifyKeyList(keys, trust);
    const held = { ...trust, env: 'development', seq: 0 } as const;
    const bundle = await verifySideBundle(text, list, { held, kind: 'preview' });
    expect(bundle.program.segments.map(({ id }) => id)).toEqual(['draft']);
    expect(bundle.expires - bundle.issued).toBe(3_600_000);
    const named = { seq: bundle.seq, hash: 'x' };
    for (const refused of [
      verifyBundle(text, list, held),
      verifySideBundle(text, list, { held, kind: 'next', named }),
      verifySideBundle(text, list, { held, kind: 'shadow', named }),
    ]) {
      await expect(refused).rejects.toMatchObject({ code: 'not-a-bundle' });
    }
    const late = { ...held, now: bundle.expires };
    await expect(
      verifySideBundle(text, list, { held: late, kind: 'preview' }),
    ).rejects.toMatchObject({ code: 'expired' });
    await runInDurableObject(testEnv.SITE.getByName(site), (_: SiteObject, { storage }) => {
      storage.sql.exec('UPDATE previews SET expires = ?', Date.now());
    });
    expect((await read(made.id)).status).toBe(404);
  });

  test('shows what the draft was, of the revision that was meant', async () => {
    const { make, read } = await openDraft();
    expect((await make(60, 2)).status).toBe(409);
    expect((await make(0)).status).toBe(400);
    expect((await make(1441)).status).toBe(400);
    expect((await read('A'.repeat(22))).status).toBe(404);
    expect((await read('x')).status).toBe(404);
  });

  test('changes nothing that is published', async () => {
    const { site, make } = await openDraft();
    const before = await (await ask(`/v1/sites/${site}/rules.json`)).text();
    await make();
    expect(await (await ask(`/v1/sites/${site}/rules.json`)).text()).toBe(before);
  });
});
