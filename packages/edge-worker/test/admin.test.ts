import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, test } from 'vitest';
import type { SiteObject } from '../src/objects/site-object.ts';
import { diffJson } from '../src/site/diff-json.ts';
import { BOOTSTRAP, makeProgram, makeSite, openApp, testEnv } from './helpers.ts';

const { ask } = openApp();
const json = async <T = Record<string, unknown>>(response: Response | Promise<Response>) =>
  (await (await response).json()) as T;

type Own = { site: string; token: string };
const at = ({ site }: Own, path: string) => `/v1/sites/${site}${path}`;
const put = (own: Own, path: string, body: unknown, headers = {}, token = own.token) =>
  ask(at(own, path), { method: 'PUT', token, headers, body: JSON.stringify(body) });
const post = (own: Own, path: string, body?: unknown, headers = {}, token = own.token) =>
  ask(at(own, path), {
    method: 'POST',
    token,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const get = (own: Own, path: string, token = own.token) => ask(at(own, path), { token });

describe('tokens', () => {
  const reads = (own: Own, token: string) => get(own, '/versions', token);

  test('do what their scopes say and no more', async () => {
    const own = await makeSite(ask);
    const { token } = await json<Own>(post(own, '/tokens', { label: 'viewer', scopes: ['read'] }));
    expect((await reads(own, token)).status).toBe(200);
    const refused = await put(own, '/rules', makeProgram(own.site), {}, token);
    expect(await json(refused)).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await get(own, '/tokens', token)).status).toBe(403);
  });

  test('are two to a label, so that one can follow the other', async () => {
    const own = await makeSite(ask);
    const make = () => post(own, '/tokens', { label: 'ci', scopes: ['publish'] });
    const first = await json<{ id: string }>(make());
    expect((await make()).status).toBe(201);
    expect(await json(make())).toMatchObject({ status: 409, code: 'conflict' });
    await ask(at(own, `/tokens/${first.id}`), { method: 'DELETE', token: own.token });
    expect((await make()).status).toBe(201);
  });

  test('are revoked at once, in an isolate that has used them too', async () => {
    const own = await makeSite(ask);
    const other = openApp();
    const { id, token } = await json<{ id: string; token: string }>(
      post(own, '/tokens', { label: 'viewer', scopes: ['read'] }),
    );
    const read = () => other.ask(at(own, '/versions'), { token });
    expect((await read()).status).toBe(200);
    const revoke = () => ask(at(own, `/tokens/${id}`), { method: 'DELETE', token: own.token });
    expect((await revoke()).status).toBe(204);
    expect((await read()).status).toBe(401);
    expect((await revoke()).status).toBe(404);
  });

  test.each([
    { expires: -1, status: 401 },
    { expires: 60_000, status: 200 },
  ])('that expire in $expires ms answer $status', async ({ expires, status }) => {
    const own = await makeSite(ask);
    const made = await json<{ id: string; token: string }>(
      post(own, '/tokens', { label: 'viewer', scopes: ['read'], days: 1 }),
    );
    await runInDurableObject(testEnv.SITE.getByName(own.site), (_: SiteObject, state) => {
      const set = 'UPDATE tokens SET expires = ? WHERE id = ?';
      state.storage.sql.exec(set, Date.now() + expires, made.id);
    });
    expect((await reads(own, made.token)).status).toBe(status);
  });

  test('are listed without secrets, and stored as hashes', async () => {
    const own = await makeSite(ask);
    const secret = own.token.slice(-43);
    const list = await (await get(own, '/tokens')).text();
    expect(JSON.parse(list)).toMatchObject({ tokens: [{ label: 'first', scopes: ['admin'] }] });
    const stored = await runInDurableObject(
      testEnv.SITE.getByName(own.site),
      (_: SiteObject, state) =>
        JSON.stringify(state.storage.sql.exec('SELECT * FROM tokens').toArray()),
    );
    expect(list).not.toContain(secret);
    expect(stored).not.toContain(secret);
  });
});

describe('audit', () => {
  test('tells who did what, in a chain that shows a change', async () => {
    const own = await makeSite(ask);
    await post(own, '/tokens', { label: 'ci', scopes: ['publish'] });
    type Page = { entries: { n: number; actor: string; action: string }[]; broken: number | null };
    const page = await json<Page>(get(own, '/audit'));
    expect(page.entries.map(({ action }) => action)).toEqual([
      'site.create',
      'token.add',
      'rules.publish',
      'token.add',
    ]);
    expect(page.entries.map(({ n }) => n)).toEqual([1, 2, 3, 4]);
    expect(page.entries[3]?.actor).toMatch(/^[0-9a-f]{16}$/);
    expect(page.broken).toBeNull();
    const tamper = (statement: string) =>
      runInDurableObject(testEnv.SITE.getByName(own.site), (_: SiteObject, state) => {
        state.storage.sql.exec(statement);
      });
    await tamper("UPDATE audit SET actor = 'nobody' WHERE n = 3");
    expect((await json<Page>(get(own, '/audit'))).broken).toBe(3);
    await tamper('DELETE FROM audit WHERE n = 2');
    expect((await json<Page>(get(own, '/audit'))).broken).toBe(2);
  });

  test('keeps changes that come together in one chain', async () => {
    const own = await makeSite(ask);
    await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((label) => post(own, '/tokens', { label, scopes: ['read'] })),
    );
    const page = await json<{ entries: unknown[]; broken: number | null }>(get(own, '/audit'));
    expect([page.entries.length, page.broken]).toEqual([8, null]);
  });
});

describe('drafts', () => {
  const draft = (own: Own, rev: number, segment = 'a') =>
    put(own, '/draft', makeProgram(own.site, [segment]), { 'If-Match': `"${rev}"` });

  test('are saved over the revision that was read, or both sides come back', async () => {
    const own = await makeSite(ask);
    expect((await get(own, '/draft')).status).toBe(404);
    const first = await draft(own, 0);
    expect([first.status, first.headers.get('ETag')]).toEqual([200, '"1"']);
    const [mine, theirs] = await Promise.all([draft(own, 1, 'b'), draft(own, 1, 'c')]);
    expect([mine.status, theirs.status].sort()).toEqual([200, 409]);
    const lost = mine.status === 409 ? mine : theirs;
    const body = await json<{ theirs: { rev: number; source: string }; yours: string }>(lost);
    expect(body.theirs.rev).toBe(2);
    expect(body.theirs.source).not.toBe(body.yours);
    const missing = await put(own, '/draft', makeProgram(own.site));
    expect(missing.status).toBe(428);
  });

  test('are published by their revision, and only then seen', async () => {
    const own = await makeSite(ask);
    await draft(own, 0, 'fresh');
    const seen = async () =>
      (await json<{ program: { segments: { id: string }[] } }>(ask(at(own, '/rules.json')))).program
        .segments[0]?.id;
    expect(await seen()).toBe('loyal');
    expect((await post(own, '/publish', undefined, { 'If-Match': '"7"' })).status).toBe(409);
    const done = await post(own, '/publish', undefined, { 'If-Match': '"1"' });
    expect(await json(done)).toMatchObject({ seq: 2 });
    expect(await seen()).toBe('fresh');
  });
});

describe('versions', () => {
  test('can be listed, read, compared and gone back to', async () => {
    const own = await makeSite(ask);
    await put(own, '/rules', makeProgram(own.site, ['loyal', 'fans']));
    const list = await json<{ versions: { seq: number }[] }>(get(own, '/versions'));
    expect(list.versions.map(({ seq }) => seq)).toEqual([2, 1]);
    const diff = await json(get(own, '/diff?from=1&to=2'));
    expect(diff).toEqual({
      from: 1,
      to: 2,
      changes: [
        { path: 'segments[1].def', before: 'def-lapsed', after: 'def-fans' },
        { path: 'segments[1].id', before: 'lapsed', after: 'fans' },
      ],
    });
    expect(await json(post(own, '/rollback', { to: 1 }))).toMatchObject({
      seq: 3,
      note: 'Back to 1.',
    });
    const bundle = await json<{ seq: number; program: { segments: { id: string }[] } }>(
      ask(at(own, '/rules.json')),
    );
    expect([bundle.seq, bundle.program.segments[1]?.id]).toEqual([3, 'lapsed']);
    for (const path of ['/versions/9', '/versions/x', '/diff?from=1&to=9']) {
      expect((await get(own, path)).status).toBe(404);
    }
    expect((await post(own, '/rollback', { to: 9 })).status).toBe(404);
  });

  test('of one environment leave the others alone', async () => {
    const own = await makeSite(ask);
    const staged = await put(own, '/rules?env=staging', makeProgram(own.site, ['try']));
    expect(await json(staged)).toMatchObject({ env: 'staging', seq: 1 });
    const served = (path: string) => json<{ env: string; seq: number }>(ask(at(own, path)));
    expect(await served('/env/staging/rules.json')).toMatchObject({ env: 'staging', seq: 1 });
    expect(await served('/rules.json')).toMatchObject({ env: 'development', seq: 1 });
    expect((await ask(at(own, '/env/live/rules.json'))).status).toBe(404);
    expect((await ask(at(own, '/env/__proto__/rules.json'))).status).toBe(404);
    expect((await put(own, '/rules?env=prod', {})).status).toBe(400);
  });
});

test.each([
  { before: { a: 1 }, after: { a: 1 }, changes: [] },
  { before: { a: 1 }, after: {}, changes: [{ path: 'a', before: 1 }] },
  {
    before: { a: [1, 2] },
    after: { a: [1, 3, 4] },
    changes: [
      { path: 'a[1]', before: 2, after: 3 },
      { path: 'a[2]', after: 4 },
    ],
  },
  { before: { a: [] }, after: { a: {} }, changes: [{ path: 'a', before: [], after: {} }] },
  {
    before: { b: { c: null } },
    after: { b: { c: 0 } },
    changes: [{ path: 'b.c', before: null, after: 0 }],
  },
])('diffJson of $before and $after', ({ before, after, changes }) => {
  expect(diffJson(before, after)).toEqual(changes);
});

test('the bootstrap token makes another token without a body', async () => {
  const own = await makeSite(ask);
  expect((await post(own, '/tokens', undefined, {}, BOOTSTRAP)).status).toBe(201);
  expect((await post({ ...own, site: 'nobody' }, '/tokens', undefined, {}, BOOTSTRAP)).status).toBe(
    404,
  );
});
