import { expect, test } from 'vitest';
import { createClient } from '../src/api/client.ts';
import { endSession, exchangeToken } from '../src/api/session.ts';

const ACCESS = { site: 'daily-ink', token: 't0' };

/** A `fetch` that answers in turn, and what it was asked. */
function fakeFetch(...statuses: readonly number[]) {
  const asked: string[] = [];
  const left = [...statuses];
  const fetch = (async (path: string, { method = 'GET', headers = {} }: RequestInit = {}) => {
    const own = new Headers(headers);
    asked.push([method, path, own.get('Authorization'), own.get('Inkling-Session')].join(' '));
    const status = left.shift() ?? 404;
    if (status === 0) throw new TypeError('fetch failed');
    return status === 204 ? new Response(null, { status }) : Response.json({}, { status });
  }) as typeof globalThis.fetch;
  return { fetch, asked };
}

const PATH = '/v1/sites/daily-ink/session';

test('a token is exchanged for a session, and forgotten', async () => {
  const { fetch, asked } = fakeFetch(201, 200);
  expect(await exchangeToken(fetch, ACCESS)).toEqual({
    site: 'daily-ink',
    token: '',
    session: true,
  });
  expect(asked).toEqual([`POST ${PATH} Bearer t0 `, `GET ${PATH}  1`]);
});

test.each([
  { name: 'the browser keeps no cookie', statuses: [201, 401] },
  { name: 'the edge makes none', statuses: [404] },
  { name: 'the token is wrong', statuses: [401] },
  { name: 'there is no network', statuses: [0] },
])('the token stays where $name', async ({ statuses }) => {
  expect(await exchangeToken(fakeFetch(...statuses).fetch, ACCESS)).toBe(ACCESS);
});

test('a session asks by its header, and never by a token', async () => {
  const { fetch, asked } = fakeFetch(404);
  await createClient({ fetch, site: 'daily-ink', token: '' }).versions();
  expect(asked).toEqual(['GET /v1/sites/daily-ink/versions  1']);
});

test('signing out ends the session, and asks nothing without one', async () => {
  const { fetch, asked } = fakeFetch(0);
  await endSession(fetch, { site: 'daily-ink', token: '', session: true });
  await endSession(fetch, ACCESS);
  expect(asked).toEqual([`DELETE ${PATH}  1`]);
});
