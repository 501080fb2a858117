import { abortAllDurableObjects } from 'cloudflare:test';
import { describe, expect, test } from 'vitest';
import { BOOTSTRAP, makeProgram, makeSite, openApp } from './helpers.ts';

const { ask, clock } = openApp();

describe('rules.json', () => {
  test('carries the bundle, and 304 while it stays the same', async () => {
    const { site, token } = await makeSite(ask);
    const first = await ask(`/v1/sites/${site}/rules.json`);
    expect(first.status).toBe(200);
    expect(first.headers.get('Cache-Control')).toBe('public, max-age=30');
    expect(first.headers.get('Access-Control-Allow-Origin')).toBe('*');
    const bundle = (await first.json()) as Record<string, unknown>;
    expect(bundle).toMatchObject({ format: 1, site, env: 'development', seq: 1 });
    const etag = first.headers.get('ETag') ?? '';
    const held = (tag: string) =>
      ask(`/v1/sites/${site}/rules.json`, { headers: { 'If-None-Match': tag } });
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`])
      expect((await held(tag)).status).toBe(304);
    expect((await held('"x"')).status).toBe(200);
    const body = JSON.stringify(makeProgram(site, ['other']));
    await ask(`/v1/sites/${site}/rules`, { method: 'PUT', token, body });
    const second = await held(etag);
    expect(second.status).toBe(200);
    expect(await second.json()).toMatchObject({ seq: 2 });
  });

  test('reaches an isolate that holds an older one within 30 s', async () => {
    const { site, token } = await makeSite(ask);
    const other = openApp();
    const seq = async () =>
      ((await (await other.ask(`/v1/sites/${site}/rules.json`)).json()) as { seq: number }).seq;
    expect(await seq()).toBe(1);
    const put = (segment: string) =>
      ask(`/v1/sites/${site}/rules`, {
        method: 'PUT',
        token,
        body: JSON.stringify(makeProgram(site, [segment])),
      });
    await put('a');
    other.clock.now += 14_999;
    expect(await seq()).toBe(1);
    other.clock.now += 1;
    expect(await seq()).toBe(1); // This one asks anew, for those who follow.
    expect(await seq()).toBe(2);
    await put('b');
    other.clock.now += 30_000;
    expect(await seq()).toBe(3);
  });

  test('is still served while the object cannot be reached', async () => {
    const { site } = await makeSite(ask);
    await ask(`/v1/sites/${site}/rules.json`);
    await abortAllDurableObjects();
    expect((await ask(`/v1/sites/${site}/rules.json`)).status).toBe(200);
  });

  test.each([
    { path: '/v1/sites/nobody/rules.json', status: 404, code: 'unknown-site' },
    { path: '/v1/sites/NOBODY/rules.json', status: 404, code: 'unknown-site' },
    { path: '/v1/nothing', status: 404, code: 'not-found' },
  ])('answers $path with $code', async ({ path, status, code }) => {
    const response = await ask(path);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  });

  test('a site without rules says so', async () => {
    const { site } = await makeSite(ask, { program: null });
    const response = await ask(`/v1/sites/${site}/rules.json`);
    expect(await response.json()).toMatchObject({ status: 404, code: 'no-rules' });
  });
});

describe('publishing', () => {
  class RuleError extends Error {
    override readonly name = 'RuleError';
    readonly code = 'bad-window';
    readonly path = 'segments.loyal.enter.within';
  }
  const broken = openApp({
    compile: () => {
      throw new RuleError('segments.loyal.enter.within: must be a duration');
    },
  });

  test('refuses a broken rule file with path and reason, and keeps the last good one', async () => {
    const { site, token } = await makeSite(ask);
    const response = await broken.ask(`/v1/sites/${site}/rules`, {
      method: 'PUT',
      token,
      body: '{}',
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      code: 'bad-rules',
      path: 'segments.loyal.enter.within',
      reason: 'bad-window',
      detail: expect.stringContaining('must be a duration'),
    });
    const served = await ask(`/v1/sites/${site}/rules.json`);
    expect(await served.json()).toMatchObject({ seq: 1 });
  });

  test("refuses another site's rules", async () => {
    const { site, token } = await makeSite(ask);
    const body = JSON.stringify(makeProgram('elsewhere'));
    const response = await ask(`/v1/sites/${site}/rules`, { method: 'PUT', token, body });
    expect(await response.json()).toMatchObject({ status: 422, path: 'site' });
  });

  test('numbers two at once one after the other', async () => {
    const { site, token } = await makeSite(ask);
    const put = (segment: string) => {
      const body = JSON.stringify(makeProgram(site, [segment]));
      return ask(`/v1/sites/${site}/rules`, { method: 'PUT', token, body });
    };
    const both = await Promise.all(['a', 'b'].map(put));
    const seqs = await Promise.all(
      both.map(async (r) => ((await r.json()) as { seq: number }).seq),
    );
    expect(seqs.sort()).toEqual([2, 3]);
  });

  test('gives the same file no second number', async () => {
    const { site, token } = await makeSite(ask);
    const body = JSON.stringify(makeProgram(site, ['a']));
    const put = async () =>
      (await ask(`/v1/sites/${site}/rules`, { method: 'PUT', token, body })).json();
    const [first, second] = [await put(), await put()];
    expect(first).toMatchObject({ env: 'development', seq: 2, segments: 1 });
    expect(second).toEqual(first);
  });

  test('takes reports under a replaced definition for 8 days', async () => {
    const { site, token } = await makeSite(ask);
    const body = JSON.stringify(makeProgram(site, ['new']));
    await ask(`/v1/sites/${site}/rules`, { method: 'PUT', token, body });
    const old = { v: 1, site, id: '2026-11-23.AAAAAAAAAAAAAAAAAAAAAB' };
    const rows = [
      { day: '2026-11-23', subject: 'loyal', def: 'def-loyal', metric: 'in', delta: 1 },
    ];
    const path = `/v1/sites/${site}/reports`;
    const sent = await ask(path, { method: 'POST', body: JSON.stringify({ ...old, rows }) });
    expect(sent.status).toBe(202);
  });
});

describe('tokens', () => {
  test.each([
    { name: 'none', token: undefined, status: 401 },
    { name: 'a made-up one', token: 'ink_live_x', status: 401 },
    { name: 'the bootstrap token', token: BOOTSTRAP, status: 401 },
  ])('$name opens nothing', async ({ token, status }) => {
    const { site } = await makeSite(ask);
    const range = 'from=2026-11-23&to=2026-11-23';
    const read = await ask(`/v1/sites/${site}/metrics?${range}`, { token });
    const write = await ask(`/v1/sites/${site}/rules`, { token, method: 'PUT', body: '{}' });
    expect([read.status, write.status]).toEqual([status, status]);
    expect(read.headers.get('WWW-Authenticate')).toBe('Bearer');
    expect(read.headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  test('in a query or a cookie counts for nothing', async () => {
    const { site, token } = await makeSite(ask);
    const range = 'from=2026-11-23&to=2026-11-23';
    const query = await ask(`/v1/sites/${site}/metrics?${range}&token=${token}`);
    expect(query.status).toBe(400);
    const headers = { Cookie: `token=${token}` };
    expect((await ask(`/v1/sites/${site}/metrics?${range}`, { headers })).status).toBe(401);
  });

  test('with one letter changed opens nothing', async () => {
    const { site, token } = await makeSite(ask);
    const last = token.at(-1) === 'A' ? 'B' : 'A';
    const response = await ask(`/v1/sites/${site}/rules`, {
      token: token.slice(0, -1) + last,
      method: 'PUT',
      body: '{}',
    });
    expect(response.status).toBe(401);
  });

  test('of another site tells no more than a site that does not exist', async () => {
    const [mine, theirs] = [await makeSite(ask), await makeSite(ask)];
    const range = 'from=2026-11-23&to=2026-11-23';
    const answers = await Promise.all(
      [theirs.site, 'nobody'].map(async (site) => {
        const response = await ask(`/v1/sites/${site}/metrics?${range}`, { token: mine.token });
        return [response.status, await response.text(), [...response.headers]];
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.[0]).toBe(404);
  });
});

describe('sites', () => {
  const create = (body: unknown, token: string | undefined = BOOTSTRAP) =>
    ask('/v1/sites', { method: 'POST', token, body: JSON.stringify(body) });

  test('are created once, with a token that is shown once', async () => {
    const site = `made-${crypto.randomUUID()}`;
    const first = await create({ site });
    expect(first.status).toBe(201);
    expect(await first.json()).toEqual({
      site,
      env: 'live',
      root: expect.stringMatching(/^[\w-]{43}$/),
      token: expect.stringMatching(/^ink_live_[0-9a-f]{24}_[\w-]{43}$/),
    });
    expect((await create({ site })).status).toBe(409);
  });

  test.each([
    { body: { site: 'a:b' }, token: BOOTSTRAP, status: 400 },
    { body: { site: '' }, token: BOOTSTRAP, status: 400 },
    { body: { site: 'ok', more: 1 }, token: BOOTSTRAP, status: 400 },
    { body: { site: 'ok', env: 'prod' }, token: BOOTSTRAP, status: 400 },
    { body: { site: 'ok' }, token: 'wrong', status: 401 },
    { body: { site: 'ok' }, token: `${BOOTSTRAP}0`, status: 401 },
  ])('are refused for $body with $token', async ({ body, token, status }) => {
    expect((await create(body, token)).status).toBe(status);
  });

  test('give an operator another token', async () => {
    const { site } = await makeSite(ask);
    const path = `/v1/sites/${site}/tokens`;
    const made = await ask(path, { method: 'POST', token: BOOTSTRAP });
    const { token } = (await made.json()) as { token: string };
    clock.now += 60_000;
    const read = await ask(`/v1/sites/${site}/metrics?from=2026-11-23&to=2026-11-23`, { token });
    expect(await read.json()).toEqual({ site, k: 1, rows: [] });
  });
});
