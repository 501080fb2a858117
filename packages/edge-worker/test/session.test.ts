import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, test } from 'vitest';
import type { SiteObject } from '../src/objects/site-object.ts';
import { SITE_ROUTES } from '../src/routes.ts';
import { makeSite, openApp, testEnv } from './helpers.ts';

const { ask } = openApp();
const RANGE = 'from=2026-11-23&to=2026-11-23';

async function signIn(scopes: readonly string[] = ['admin']) {
  const { site, token } = await makeSite(ask, {});
  const made = await ask(`/v1/sites/${site}/tokens`, {
    method: 'POST',
    token,
    body: JSON.stringify({ label: 'ann', scopes }),
  });
  const own = (await made.json()) as { id: string; token: string };
  const response = await ask(`/v1/sites/${site}/session`, { method: 'POST', token: own.token });
  const set = response.headers.get('Set-Cookie') ?? '';
  const cookie = set.split(';')[0]!;
  const as = (
    path: string,
    { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
  ) =>
    ask(`/v1/sites/${site}${path}`, {
      method,
      headers: { Cookie: cookie, 'Inkling-Session': '1', ...headers },
    });
  return { site, token, own, set, cookie, as, status: response.status };
}

describe('a session', () => {
  test('is a cookie of this host alone that no script reads', async () => {
    const { status, set, site, own } = await signIn();
    expect(status).toBe(201);
    expect(set).toMatch(new RegExp(`^__Host-inkling-${site}=[0-9a-f]{16}_[\\w-]{43}; `));
    const parts = ['Path=/', 'Max-Age=28800', 'Secure', 'HttpOnly', 'SameSite=Strict'];
    expect(set.split('; ').slice(1)).toEqual(parts);
    expect(set).not.toContain(own.token.slice(-43));
  });

  test('reads', async () => {
    const { as } = await signIn(['read']);
    for (const path of [`/metrics?${RANGE}`, '/versions', '/session']) {
      expect((await as(path)).status, path).toBe(200);
    }
  });

  const others = SITE_ROUTES.filter(
    ({ method, path, needs }) =>
      needs !== 'open' && !(method === 'GET' && needs === 'read') && path !== '/session',
  );
  test.each(others)('opens no $method $path', async ({ method, path }) => {
    const { as } = await signIn();
    const full = path.replace(':seq', '1').replace(':id', '0').replace(':n', '1');
    expect((await as(full, { method })).status).toBe(401);
  });

  test.each([
    { name: 'without its header', headers: { 'Inkling-Session': '' } },
    { name: 'from another site', headers: { 'Sec-Fetch-Site': 'cross-site' } },
    { name: 'from another host', headers: { 'Sec-Fetch-Site': 'same-site' } },
    { name: 'by a link', headers: { 'Sec-Fetch-Site': 'none' } },
    { name: 'with one letter changed', headers: { Cookie: '' }, changed: true },
  ])('opens nothing $name', async ({ headers, changed }) => {
    const { as, cookie } = await signIn();
    const last = cookie.endsWith('A') ? 'B' : 'A';
    const bad = changed ? { Cookie: cookie.slice(0, -1) + last } : headers;
    expect((await as(`/metrics?${RANGE}`, { headers: bad })).status).toBe(401);
  });

  test('opens no other site', async () => {
    const [mine, theirs] = [await signIn(), await signIn()];
    const stolen = mine.cookie.replace(mine.site, theirs.site);
    for (const cookie of [mine.cookie, stolen]) {
      const response = await theirs.as('/versions', { headers: { Cookie: cookie } });
      expect(response.status).toBe(401);
    }
  });

  test('ends with its token', async () => {
    const { site, token, own, as } = await signIn();
    expect((await as('/versions')).status).toBe(200);
    await ask(`/v1/sites/${site}/tokens/${own.id}`, { method: 'DELETE', token });
    expect((await as('/versions')).status).toBe(401);
  });

  test('ends when it is signed out, or its time is over', async () => {
    const { as, site } = await signIn();
    const out = await as('/session', { method: 'DELETE' });
    expect(out.status).toBe(204);
    expect(out.headers.get('Set-Cookie')).toContain('Max-Age=0');
    expect((await as('/versions')).status).toBe(401);
    const other = await signIn();
    await runInDurableObject(testEnv.SITE.getByName(other.site), (_: SiteObject, { storage }) => {
      storage.sql.exec('UPDATE sessions SET expires = ?', Date.now());
    });
    expect((await other.as('/versions')).status).toBe(401);
    expect(site).not.toBe(other.site);
  });

  test('is kept as a hash', async () => {
    const { site, cookie } = await signIn();
    const stored = await runInDurableObject(
      testEnv.SITE.getByName(site),
      (_: SiteObject, { storage }) =>
        JSON.stringify(storage.sql.exec('SELECT * FROM sessions').toArray()),
    );
    expect(stored).toContain(cookie.split('=')[1]!.slice(0, 16));
    expect(stored).not.toContain(cookie.slice(-43));
  });
});
