import { describe, expect, test } from 'vitest';
import { makeProgram, makeSite, openApp } from './helpers.ts';

const { ask } = openApp();
const LISTS = [
  { path: '/versions', rows: 'versions', key: 'seq' },
  { path: '/tokens', rows: 'tokens', key: 'id' },
  { path: '/audit', rows: 'entries', key: 'n' },
  { path: '/proposals', rows: 'proposals', key: 'n' },
] as const;

async function openSite() {
  const own = await makeSite(ask, {});
  const put = (path: string, method: string, body: unknown) =>
    ask(`/v1/sites/${own.site}${path}`, { method, token: own.token, body: JSON.stringify(body) });
  for (const id of ['a', 'b', 'c', 'd']) {
    await put('/rules', 'PUT', makeProgram(own.site, [id]));
    await put('/tokens', 'POST', { label: id });
  }
  await put('/settings', 'PUT', { approval: true });
  for (const id of ['e', 'f', 'g', 'h', 'i']) {
    await put('/rules', 'PUT', makeProgram(own.site, [id]));
  }
  const read = async (path: string) => {
    const response = await ask(`/v1/sites/${own.site}${path}`, { token: own.token });
    const body = (await response.json()) as Record<string, unknown>;
    return { ...body, status: response.status } as Record<string, unknown>;
  };
  return { read };
}

describe.each(LISTS)('$path', ({ path, rows, key }) => {
  test('comes in pages that make up the whole', async () => {
    const { read } = await openSite();
    const keys = (page: Record<string, unknown>) =>
      (page[rows] as Record<string, unknown>[]).map((row) => row[key]);
    const whole = await read(path);
    expect(whole.next).toBeNull();
    expect(keys(whole).length).toBeGreaterThanOrEqual(5);
    const found: unknown[] = [];
    let cursor: unknown = null;
    do {
      const page = await read(`${path}?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
      expect(keys(page).length).toBeGreaterThan(0);
      expect(keys(page).length).toBeLessThanOrEqual(2);
      found.push(...keys(page));
      cursor = page.next;
    } while (cursor !== null);
    expect(found).toEqual(keys(whole));
  });

  test.each(['limit=0', 'limit=101', 'limit=x', 'cursor=x', 'cursor=', 'after=1'])(
    'refuses %s',
    async (query) => {
      const { read } = await openSite();
      expect(await read(`${path}?${query}`)).toMatchObject({ status: 400, code: 'bad-query' });
    },
  );
});
