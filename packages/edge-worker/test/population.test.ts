import type { Envelope } from '@inkling/engine/trust';
import { dayName } from '@inkling/report';
import { valueBucket } from '@inkling/report/distribution';
import { describe, expect, test } from 'vitest';
import type { SiteInfo } from '../src/objects/site-object.ts';
import { lastWeek } from '../src/site/signal-breakpoints.ts';
import { createSiteCache } from '../src/storage/site-cache.ts';
import { makeProgram, makeSite, openApp, testEnv } from './helpers.ts';

const { ask } = openApp();
const DAY = 86_400_000;
const yesterday = new Date(Date.now() - DAY).toISOString().slice(0, 10);

describe('population.json', () => {
  const read = async (site: string) => {
    const response = await ask(`/v1/sites/${site}/population.json`);
    const envelope = (await response.json()) as Envelope;
    return { status: response.status, envelope, word: JSON.parse(envelope.payload ?? 'null') };
  };
  const rollUp = async (site: string, size: number) => {
    const { tenant } = (await testEnv.SITE.getByName(site).info()) as SiteInfo;
    const key = { site, tenant, day: yesterday, shard: 0 };
    const cells: [string, number][] = [[`${yesterday}|loyal|def-loyal|stock|30|`, size]];
    await testEnv.SITE.getByName(site).rollUp(key, { reports: size, cells });
  };

  test.each([
    { size: 49, large: [] },
    { size: 50, large: ['loyal'] },
  ])('names a segment of $size browsers: $large', async ({ size, large }) => {
    const { site } = await makeSite(ask, { env: 'live' });
    await rollUp(site, size);
    const { word } = await read(site);
    expect(word).toMatchObject({ kind: 'population', site, env: 'live', seq: 1, large });
    expect(word.expires - word.issued).toBe(7 * DAY);
  });

  test('tells how the visitors of the last whole week are spread over a signal', async () => {
    const { site } = await makeSite(ask, { env: 'live' });
    const { tenant } = (await testEnv.SITE.getByName(site).info()) as SiteInfo;
    const { from, to } = lastWeek(Math.floor(Date.now() / DAY));
    const [one, nine] = [1, 9].map(valueBucket);
    for (const [day, n] of [
      [from - 1, 900],
      [from, 40],
      [to, 60],
    ] as const) {
      const key = { site, tenant, day: dayName(day), shard: 0 };
      const cell = (bucket: number): [string, number] => [
        `${dayName(day)}|*||value|reads:${bucket}|`,
        n,
      ];
      const few: [string, number] = [`${dayName(day)}|*||value|rare:3|`, 20];
      const cells = [cell(one!), cell(nine!), ...(n < 900 ? [few] : [])];
      await testEnv.SITE.getByName(site).rollUp(key, { reports: 2 * n, cells });
    }
    const { word } = await read(site);
    expect(word.signals).toEqual({ reads: { values: [1, 9], below: [0, 0.5] } });
  });

  test('is made once a day, and anew for new rules', async () => {
    const { site, token } = await makeSite(ask);
    const first = await read(site);
    expect((await read(site)).envelope).toEqual(first.envelope);
    const body = JSON.stringify(makeProgram(site, ['new']));
    await ask(`/v1/sites/${site}/rules`, { method: 'PUT', token, body });
    expect((await read(site)).word.seq).toBe(2);
  });

  test('is not there before rules are', async () => {
    const { site } = await makeSite(ask, { program: null });
    expect((await ask(`/v1/sites/${site}/population.json`)).status).toBe(404);
  });
});

test('what an isolate holds serves on while the object cannot be reached', async () => {
  const info = { site: 'a' } as unknown as SiteInfo;
  const clock = { now: 0 };
  let up = true;
  const load = async () => {
    if (!up) throw new Error('unreachable');
    return info;
  };
  const cache = createSiteCache(load, () => clock.now);
  const later = (work: Promise<unknown>) => void work;
  await expect(cache.get('a', later)).resolves.toBe(info);
  up = false;
  clock.now = 3_600_000;
  await expect(cache.get('a', later)).resolves.toBe(info);
  await expect(cache.get('b', later)).rejects.toThrow('unreachable');
});
