import { createExecutionContext } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { createWorker } from '../src/app.ts';
import { makeProgram, NOON, testEnv } from './helpers.ts';

const worker = createWorker({ now: () => NOON, compile: () => makeProgram('x'), log: () => {} });
const ASSETS = {
  fetch: async (request: Request) =>
    new URL(request.url).pathname.includes('missing')
      ? new Response(null, { status: 404 })
      : new Response('built', { headers: { ETag: '"built"' } }),
} as unknown as Fetcher;
const get = (path: string, env = { ...testEnv, ASSETS }) =>
  worker.fetch(new Request(`https://edge.test${path}`), env, createExecutionContext());

test('a versioned address never changes, and its hash is in the table', async () => {
  const cached = async (path: string) => (await get(path)).headers.get('Cache-Control');
  expect(await cached('/v1/0123456789abcdef/sdk.js')).toBe('public, max-age=31536000, immutable');
  for (const moving of [
    '/v1/sdk.js',
    '/v1/sri.json',
    '/v1/0123456789ABCDEF/sdk.js',
    '/v1/01/sdk.js',
  ]) {
    expect(await cached(moving)).toBe('public, max-age=300, stale-while-revalidate=86400');
  }
});

test('the SDK may be loaded by any page', async () => {
  const { status, headers } = await get('/v1/sdk.js');
  expect([status, headers.get('Access-Control-Allow-Origin')]).toEqual([200, '*']);
  expect(headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('ETag')).toBe('"built"');
});

test('the dashboard may load and ask its own origin, and nothing else', async () => {
  const { headers } = await get('/dashboard/');
  const policy = headers.get('Content-Security-Policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
  expect(headers.get('Set-Cookie')).toBeNull();
});

test('a file that is not there, or no files at all, is a 404', async () => {
  expect((await get('/v1/missing.js')).status).toBe(404);
  const { ASSETS: _, ...bare } = testEnv;
  expect((await get('/v1/sdk.js', bare as typeof testEnv & { ASSETS: Fetcher })).status).toBe(404);
});

test('the worker says that it is well', async () => {
  expect(await (await get('/v1/health')).json()).toEqual({ ok: true });
});
