import type { Bundle } from '@inkling/engine';
import {
  type Envelope,
  type SideBundle,
  verifyBundle,
  verifyKeyList,
  verifySideBundle,
  webVerify,
} from '@inkling/engine/trust';
import { describe, expect, test } from 'vitest';
import { makeProgram, makeReport, makeRow, makeSite, openApp, send } from './helpers.ts';

const { ask } = openApp();
type Own = { site: string; token: string };

const json = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as Record<string, unknown>),
});
const change = async (own: Own, method: string, path: string, body?: unknown) =>
  json(
    await ask(`/v1/sites/${own.site}${path}`, {
      ...{ method, token: own.token },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
const read = async (site: string, path: string) => ask(`/v1/sites/${site}${path}`);
const bundleOf = async (site: string, path = '/rules.json') =>
  (await (await read(site, path)).json()) as Bundle;
const segments = ({ program }: Pick<Bundle, 'program'>) => program.segments.map(({ id }) => id);
const sideOf = async (site: string, hash: string) => {
  const envelope = (await (await read(site, `/blobs/${hash}.json`)).json()) as Envelope;
  return JSON.parse(envelope.payload) as SideBundle;
};
const start = async (percent = 10) => {
  const own = await makeSite(ask, {});
  const answer = await change(
    own,
    'PUT',
    `/rules?percent=${percent}`,
    makeProgram(own.site, ['b']),
  );
  return { ...own, answer };
};

describe('a roll-out', () => {
  test('names new rules beside the old ones, for a share of browsers', async () => {
    const { answer, ...own } = await start();
    expect(answer).toMatchObject({ status: 200, seq: 3, next: { seq: 2, percent: 10 } });
    const bundle = await bundleOf(own.site);
    expect(segments(bundle)).toEqual(['loyal', 'lapsed']);
    expect(bundle.next).toEqual({
      seq: 2,
      percent: 10,
      hash: expect.stringMatching(/^[\w-]{43}$/),
    });
    const side = await sideOf(own.site, bundle.next!.hash);
    expect(side).toMatchObject({ v: 1, kind: 'next', site: own.site, seq: 2 });
    expect(segments(side)).toEqual(['b']);
    const blob = await read(own.site, `/blobs/${bundle.next!.hash}.json`);
    expect(blob.headers.get('Cache-Control')).toContain('immutable');
    expect(blob.headers.get('Access-Control-Allow-Origin')).toBe('*');
  });

  test('is checked by a browser, and taken only where the bundle in force names it', async () => {
    const { site } = await start();
    const trust = await trustOf(site);
    const list = await verifyKeyList(await (await read(site, '/keys.json')).text(), trust);
    const held = { ...trust, env: 'development', seq: 0 } as const;
    const text = await (await read(site, '/bundle.json')).text();
    const { next } = await verifyBundle(text, list, held);
    const blob = await (await read(site, `/blobs/${next!.hash}.json`)).text();
    const side = await verifySideBundle(blob, list, { held, kind: 'next', named: next! });
    expect(side.seq).toBe(2);
    const refuse = (wanted: Parameters<typeof verifySideBundle>[2], code: string) =>
      expect(verifySideBundle(blob, list, wanted)).rejects.toMatchObject({ code });
    await refuse({ held, kind: 'next', named: { ...next!, seq: 9 } }, 'old-sequence');
    await refuse({ held, kind: 'shadow', named: next! }, 'not-a-bundle');
    await refuse({ held: { ...held, site: 'other' }, kind: 'next', named: next! }, 'wrong-site');
    await refuse({ held: { ...held, env: 'live' }, kind: 'next', named: next! }, 'wrong-env');
    const late = { ...held, now: side.expires };
    await refuse({ held: late, kind: 'next', named: next! }, 'expired');
    await expect(verifyBundle(blob, list, held)).rejects.toMatchObject({ code: 'not-a-bundle' });
    const forged = blob.replace('\\"b\\"', '\\"c\\"');
    expect(forged).not.toBe(blob);
    const wanted = { held, kind: 'next', named: next! } as const;
    await expect(verifySideBundle(forged, list, wanted)).rejects.toMatchObject({
      code: 'bad-signature',
    });
  });

  test('grows, and ends with everybody under a new number', async () => {
    const own = await start();
    expect(await change(own, 'PUT', '/rollout', { percent: 50 })).toMatchObject({
      seq: 4,
      next: { seq: 2, percent: 50 },
    });
    expect((await bundleOf(own.site)).next?.percent).toBe(50);
    expect(await change(own, 'PUT', '/rollout', { percent: 100 })).toMatchObject({ seq: 5 });
    const bundle = await bundleOf(own.site);
    expect(segments(bundle)).toEqual(['b']);
    expect(bundle).not.toHaveProperty('next');
    expect(await change(own, 'GET', '/rollout')).toMatchObject({ rollout: null });
    expect(await change(own, 'PUT', '/rollout', { percent: 5 })).toMatchObject({ status: 404 });
  });

  test('is taken back, and its reports are still taken', async () => {
    const own = await start();
    const report = () =>
      makeReport(own.site, { rows: [makeRow({ subject: 'b', def: 'def-b', metric: 'in' })] });
    expect((await send(ask, own.site, report())).status).toBe(202);
    expect(await change(own, 'DELETE', '/rollout')).toMatchObject({ seq: 4, next: null });
    const bundle = await bundleOf(own.site);
    expect(segments(bundle)).toEqual(['loyal', 'lapsed']);
    expect(bundle).not.toHaveProperty('next');
    expect((await send(ask, own.site, report())).status).toBe(202);
  });

  test('keeps others from publishing, but not from rolling back', async () => {
    const own = await start();
    const body = makeProgram(own.site, ['c']);
    expect(await change(own, 'PUT', '/rules', body)).toMatchObject({ status: 409 });
    expect(await change(own, 'PUT', '/rules?percent=5', body)).toMatchObject({ status: 409 });
    expect(await change(own, 'POST', '/rollback', { to: 1 })).toMatchObject({ seq: 4 });
    expect(await bundleOf(own.site)).not.toHaveProperty('next');
    expect(await change(own, 'PUT', '/rules', body)).toMatchObject({ status: 200, seq: 5 });
  });

  test('needs something that is out', async () => {
    const own = await makeSite(ask, { program: null });
    const body = makeProgram(own.site);
    expect(await change(own, 'PUT', '/rules?percent=5', body)).toMatchObject({ status: 409 });
  });

  test.each(['0', '101', '1.5', '-1', 'x', ''])('of %s percent is refused', async (percent) => {
    const own = await makeSite(ask, {});
    const path = `/rules?percent=${percent}`;
    expect(await change(own, 'PUT', path, makeProgram(own.site))).toMatchObject({ status: 400 });
    const body = { percent: Number(percent) };
    expect(await change(own, 'PUT', '/rollout', body)).toMatchObject({ status: 400 });
  });
});

describe('environments', () => {
  test('have pointers, roll-outs and kill switches of their own', async () => {
    const own = await makeSite(ask, {});
    const put = (query: string, segment: string) =>
      change(own, 'PUT', `/rules?env=staging${query}`, makeProgram(own.site, [segment]));
    await put('', 's');
    await put('&percent=20', 't');
    const staging = await bundleOf(own.site, '/env/staging/rules.json');
    expect(staging).toMatchObject({ env: 'staging', seq: 3, next: { seq: 2, percent: 20 } });
    expect(await bundleOf(own.site)).not.toHaveProperty('next');
    await change(own, 'PUT', '/kill?env=staging', { kill: true });
    const word = async (path: string) => {
      const { payload } = (await (await read(own.site, path)).json()) as Partial<Envelope>;
      return payload === undefined ? null : (JSON.parse(payload) as object);
    };
    expect(await word('/kill.json')).toBeNull();
    expect(await word('/env/staging/kill.json')).toMatchObject({ env: 'staging', kill: true });
  });
});

/** What a page of the site holds to be true. */
async function trustOf(site: string) {
  const { testEnv } = await import('./helpers.ts');
  const { root } = (await testEnv.SITE.getByName(site).info()) as { root: string };
  return { root, site, now: Date.now(), listSeq: 0, verify: webVerify(crypto.subtle) };
}
