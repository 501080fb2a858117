import type { Bundle } from '@inkling/engine';
import { expect, test } from 'vitest';
import type { IdleParts } from '../src/idle/parts.ts';
import { start } from '../src/rollout/rollout.ts';
import { CONFIG } from './support/config.ts';
import { fakeHost } from './support/fake-host.ts';

const program = (name: string) => ({ site: 's', name }) as unknown as Bundle['program'];
const bundle = (percent: number): Bundle => ({
  format: 1,
  site: 's',
  env: 'live',
  seq: 7,
  issued: 0,
  expires: 4e12,
  program: program('old'),
  next: { seq: 6, percent, hash: 'H' },
});
const side = (over: object = {}) =>
  JSON.stringify({
    payload: JSON.stringify({
      ...{ v: 1, kind: 'next', site: 's', seq: 6, expires: 4e12, program: program('new') },
      ...over,
    }),
  });

/** A browser with a random text of its own, or the one given. */
function browser({ seed = '', storage = true, answer = side(), held = false } = {}) {
  const asked: string[] = [];
  const host = fakeHost({
    fetch: (async (url: string) => {
      asked.push(url);
      return answer ? new Response(answer) : new Response('', { status: 404 });
    }) as typeof fetch,
  });
  if (seed) host.kept.set('seed', seed);
  const parts = {
    host,
    config: CONFIG,
    consent: { choices: () => ({ storage }) },
    feed: { bundle: () => (held ? bundle(1) : null) },
    url: 'https://edge.example/v1/sites/s/',
  } as unknown as IdleParts;
  const takes = async (percent: number): Promise<string> =>
    ((await start(parts, bundle(percent))).program as unknown as { name: string }).name;
  return { asked, host, parts, takes };
}

test('as many browsers as it says, always the same, and a raise only adds', async () => {
  const browsers = Array.from({ length: 1_000 }, () => browser());
  let before = browsers.map(() => 'old');
  for (const percent of [5, 20, 50, 99]) {
    const now = await Promise.all(browsers.map(({ takes }) => takes(percent)));
    const share = now.filter((name) => name === 'new').length / browsers.length;
    // Five standard deviations: once in a million runs.
    const most = 5 * Math.sqrt(((percent / 100) * (1 - percent / 100)) / browsers.length);
    expect(Math.abs(share - percent / 100)).toBeLessThan(most);
    expect(now.filter((name, i) => before[i] === 'new' && name === 'old')).toEqual([]);
    expect(await Promise.all(browsers.map(({ takes }) => takes(percent)))).toEqual(now);
    before = now;
  }
});

test('a later page of the same browser decides the same', async () => {
  for (let i = 0; i < 50; i++) {
    const first = browser();
    const name = await first.takes(50);
    const seed = first.host.kept.get('seed')!;
    expect(await browser({ seed }).takes(50)).toBe(name);
  }
});

test('the bundle that comes out names no roll-out, and asks nothing where it is not its turn', async () => {
  const { asked, parts, takes } = browser({ seed: 'x' });
  const at = await Promise.all([...Array(99).keys()].map((i) => takes(i + 1)));
  const first = at.indexOf('new') + 1;
  asked.length = 0;
  expect(await start(parts, bundle(first - 1))).not.toHaveProperty('next');
  expect(asked).toEqual([]);
  expect(await start(parts, bundle(first))).toMatchObject({ seq: 7, program: { name: 'new' } });
  expect(asked).toEqual(['https://edge.example/v1/sites/s/blobs/H.json']);
});

test('who lets nothing be stored keeps the rules of everybody', async () => {
  const all = await Promise.all([...Array(50)].map(() => browser({ storage: false }).takes(99)));
  expect(new Set(all)).toEqual(new Set(['old']));
});

test.each([
  { name: 'none', answer: '' },
  { name: 'those of another kind', answer: side({ kind: 'shadow' }) },
  { name: 'those of another number', answer: side({ seq: 5 }) },
  { name: "another site's", answer: side({ site: 't' }) },
  { name: 'expired ones', answer: side({ expires: 0 }) },
])(
  'where $name come, what is in force stays, or the own rules until the next look',
  async ({ answer }) => {
    await expect(
      start(browser({ answer, held: true, seed: 'early' }).parts, bundle(99)),
    ).rejects.toThrow();
    const own = await start(browser({ answer, seed: 'early' }).parts, bundle(99));
    expect(own).toMatchObject({ seq: 6, program: { name: 'old' } });
  },
);
