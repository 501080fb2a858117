import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, test } from 'vitest';
import type { SiteObject } from '../src/objects/site-object.ts';
import { SITE_ROUTES } from '../src/routes.ts';
import { BOOTSTRAP, makeProgram, makeSite, openApp, testEnv } from './helpers.ts';

const { ask } = openApp();
type Own = { site: string; token: string };

const send = async (
  { site, token }: Own,
  {
    path,
    body,
    key,
    method = 'POST',
  }: { path: string; body?: unknown; key?: string; method?: string },
) => {
  const response = await ask(`/v1/sites/${site}${path}`, {
    ...{ method, token },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: key === undefined ? {} : { 'Idempotency-Key': key },
  });
  const text = await response.text();
  return { status: response.status, text, headers: Object.fromEntries(response.headers) };
};

describe('a request with an Idempotency-Key', () => {
  test('is done once, and answered the same again', async () => {
    const own = await makeSite(ask, {});
    const again = () => send(own, { path: '/rollback', body: { to: 1 }, key: 'k1' });
    const [first, second] = [await again(), await again()];
    expect(first).toEqual(second);
    expect(JSON.parse(first.text)).toMatchObject({ seq: 2 });
    const other = await send(own, { path: '/rollback', body: { to: 1 }, key: 'k2' });
    expect(JSON.parse(other.text)).toMatchObject({ seq: 3 });
  });

  test('is done once when it comes twice at the same time', async () => {
    const own = await makeSite(ask, {});
    const both = await Promise.all(
      ['a', 'b'].map(() => send(own, { path: '/rollback', body: { to: 1 }, key: 'k1' })),
    );
    const states = both.map(({ status }) => status).sort();
    expect([
      [200, 200],
      [200, 409],
    ]).toContainEqual(states);
    const { text } = await send(own, { path: '/versions', method: 'GET' });
    expect(JSON.parse(text).versions).toHaveLength(2);
  });

  test.each([
    { name: 'another body', other: { path: '/rollback', body: { to: 2 } } },
    { name: 'another route', other: { path: '/kill', method: 'PUT', body: { to: 1 } } },
    { name: 'another query', other: { path: '/rollback?env=staging', body: { to: 1 } } },
  ])('is refused for $name', async ({ other }) => {
    const own = await makeSite(ask, {});
    await send(own, { path: '/rollback', body: { to: 1 }, key: 'k1' });
    const { status, text } = await send(own, { ...other, key: 'k1' });
    expect(status).toBe(422);
    expect(JSON.parse(text)).toMatchObject({ code: 'other-request' });
  });

  test('shows a token again, which is stored nowhere in the clear', async () => {
    const own = await makeSite(ask, {});
    const again = () => send(own, { path: '/tokens', body: { label: 'ann' }, key: 'k1' });
    const [first, second] = [await again(), await again()];
    expect(first).toEqual(second);
    const { token } = JSON.parse(first.text) as { token: string };
    const stored = await runInDurableObject(
      testEnv.SITE.getByName(own.site),
      (_: SiteObject, state) =>
        JSON.stringify(state.storage.sql.exec('SELECT * FROM answers').toArray()),
    );
    expect(stored).toContain('answer');
    for (const secret of [token, token.slice(-43), own.token, 'k1"']) {
      expect(stored).not.toContain(secret);
    }
  });

  test('that was refused may come again', async () => {
    const own = await makeSite(ask, {});
    const wish = { path: '/rollback', body: { to: 2 }, key: 'k1' };
    expect((await send(own, wish)).status).toBe(404);
    await send(own, { path: '/rules', method: 'PUT', body: makeProgram(own.site, ['a']) });
    expect((await send(own, wish)).status).toBe(200);
  });

  test('is nobody else’s', async () => {
    const own = await makeSite(ask, {});
    const made = await send(own, { path: '/tokens', body: { label: 'ann' } });
    const ann = { site: own.site, token: JSON.parse(made.text).token as string };
    const wish = { path: '/rollback', body: { to: 1 }, key: 'k1' };
    expect(JSON.parse((await send(own, wish)).text).seq).toBe(2);
    expect(JSON.parse((await send(ann, wish)).text).seq).toBe(3);
    expect((await send({ ...own, token: 'wrong' }, wish)).status).toBe(401);
  });

  test('makes a site once', async () => {
    const site = `once-${crypto.randomUUID()}`;
    const make = async () =>
      (
        await ask('/v1/sites', {
          method: 'POST',
          token: BOOTSTRAP,
          body: JSON.stringify({ site }),
          headers: { 'Idempotency-Key': 'k1' },
        })
      ).json();
    const [first, second] = [await make(), await make()];
    expect(first).toEqual(second);
    expect(first).toMatchObject({ site, token: expect.stringMatching(/^ink_live_/) });
  });
});

const changing = SITE_ROUTES.filter(
  ({ method, needs, repeats }) => method !== 'GET' && needs !== 'open' && !repeats,
);
test.each(changing)('$method $path takes the key', async ({ method, path, needs }) => {
  const own = await makeSite(ask, {});
  const full = path.replace(':id', '0').replace(':n', '1');
  const token = needs === 'bootstrap' ? BOOTSTRAP : own.token;
  const { status } = await send({ ...own, token }, { path: full, method, key: 'spaces are none' });
  expect(status).toBe(400);
});
