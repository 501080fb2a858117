import { describe, expect, test } from 'vitest';
import { SCOPES } from '../src/auth/token.ts';
import { SITE_ROUTES } from '../src/routes.ts';
import { makeSite, openApp } from './helpers.ts';

const { ask } = openApp();
const secured = SITE_ROUTES.filter(({ needs }) => needs !== 'open' && needs !== 'bootstrap');

/** Asks a route with nothing in it: whoever may not ask is told so before anything is read. */
const tryRoute = async (
  { method, path }: (typeof SITE_ROUTES)[number],
  site: string,
  token?: string,
): Promise<{ status: number; text: string }> => {
  const full = `/v1/sites/${site}${path}`
    .replace(':seq', '1')
    .replace(':id', '0')
    .replace(':env', 'live');
  const response = await ask(full, {
    method,
    token,
    headers: { 'If-Match': '"0"' },
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{' }),
  });
  return { status: response.status, text: await response.text() };
};

describe.each(secured)('$method $path', (route) => {
  test('is closed without a token', async () => {
    const { site } = await makeSite(ask);
    expect((await tryRoute(route, site)).status).toBe(401);
  });

  test('tells a token of another site what it tells of a site that is not there', async () => {
    const [mine, theirs] = [await makeSite(ask), await makeSite(ask)];
    const other = await tryRoute(route, theirs.site, mine.token);
    const absent = await tryRoute(route, 'not-there', mine.token);
    expect(other).toEqual(absent);
    expect(other.status).toBe(404);
  });

  test.each([...SCOPES])('answers a token with the scope %s by its own need', async (scope) => {
    const own = await makeSite(ask);
    const made = await ask(`/v1/sites/${own.site}/tokens`, {
      method: 'POST',
      token: own.token,
      body: JSON.stringify({ label: 'matrix', scopes: [scope] }),
    });
    const { token } = (await made.json()) as { token: string };
    const { status } = await tryRoute(route, own.site, token);
    if (scope === route.needs || scope === 'admin') expect([401, 403]).not.toContain(status);
    else expect(status).toBe(403);
  });
});

test('what the bootstrap token opens, no other token does', async () => {
  const own = await makeSite(ask);
  for (const route of SITE_ROUTES.filter(({ needs }) => needs === 'bootstrap')) {
    expect((await tryRoute(route, own.site, own.token)).status).toBe(401);
    expect((await tryRoute(route, own.site)).status).toBe(401);
  }
});

test('every route below a site is in the table, and no other', async () => {
  const { site, token } = await makeSite(ask);
  for (const path of ['/rules', '/tokens/1/secret', '/keys', '/objects', '/../x']) {
    const known = SITE_ROUTES.some((route) => route.path === path && route.method === 'GET');
    const { status } = await ask(`/v1/sites/${site}${path}`, { token });
    if (!known) expect([404, 405]).toContain(status);
  }
});
