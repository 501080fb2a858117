import {
  abortAllDurableObjects,
  evictAllDurableObjects,
  runInDurableObject,
} from 'cloudflare:test';
import type { Bundle } from '@inkling/engine';
import { describe, expect, test } from 'vitest';
import type { SiteInfo } from '../src/objects/site-object.ts';
import type { TallyObject } from '../src/objects/tally-object.ts';
import { tallyName } from '../src/tally/tally-name.ts';
import {
  makeId,
  makeProgram,
  makeReport,
  makeRow,
  makeSite,
  openApp,
  readMetrics,
  send,
  TODAY,
  testEnv,
} from './helpers.ts';

const { ask } = openApp();

describe('a report', () => {
  test('is accepted, durable and counted', async () => {
    const own = await makeSite(ask);
    const rows = [makeRow(), makeRow({ metric: 'conversions', bucket: 'subscribe', delta: 3 })];
    const response = await send(ask, own.site, makeReport(own.site, { rows }));
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ accepted: 2 });
    await abortAllDurableObjects();
    expect(await readMetrics(ask, own)).toEqual({
      [`${TODAY} loyal in`]: 1,
      [`${TODAY} loyal conversions subscribe`]: 3,
    });
  });

  test('counts once, however often and at whatever moment it comes', async () => {
    const own = await makeSite(ask);
    const report = makeReport(own.site);
    const all = await Promise.all(Array.from({ length: 20 }, () => send(ask, own.site, report)));
    const answers = await Promise.all(
      all.map((one) => one.json() as Promise<{ accepted: number }>),
    );
    expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(1);
    await evictAllDurableObjects();
    const again = await send(ask, own.site, report);
    expect(again.status).toBe(202);
    expect(await again.json()).toEqual({ accepted: 0, duplicate: true });
    expect(await readMetrics(ask, own)).toEqual({ [`${TODAY} loyal in`]: 1 });
  });

  test('may come as text/plain from any page, without credentials', async () => {
    const { site } = await makeSite(ask);
    const response = await ask(`/v1/sites/${site}/reports`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain', Origin: 'https://paper.test' },
      body: JSON.stringify(makeReport(site)),
    });
    expect(response.status).toBe(202);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(response.headers.get('Access-Control-Allow-Credentials')).toBeNull();
  });

  test('adds up with others in any order, minus and plus', async () => {
    const own = await makeSite(ask);
    const stock = (delta: number) => [makeRow({ metric: 'stock', bucket: '7', delta })];
    const all = [1, -1, 1, 1, -1].map((d) => makeReport(own.site, { rows: stock(d) }));
    await Promise.all(all.map((report) => send(ask, own.site, report)));
    expect(await readMetrics(ask, own)).toEqual({ [`${TODAY} loyal stock 7`]: 1 });
  });
});

test('arms of the published experiments are known, and of no others', async () => {
  const program = makeProgram('x');
  const experiments = [
    [
      'price',
      ['low', 'high'],
      [
        [0, 0.5],
        [0.5, 1],
      ],
    ],
  ] as const;
  const { site } = await makeSite(ask, { program: { ...program, experiments } });
  const exposed = async (arm: string) => {
    const rows = [makeRow({ subject: '*', def: '', metric: 'exposed', arm })];
    return (await send(ask, site, makeReport(site, { rows }))).status;
  };
  expect(await Promise.all(['price:low', 'price:high', 'price:other'].map(exposed))).toEqual([
    202, 202, 422,
  ]);
});

describe('a site keeps to its mode', () => {
  const bit = { metric: 'bit', bucket: 'yes' };
  test.each([
    { reports: { mode: 'exact' }, row: {}, status: 202 },
    { reports: { mode: 'exact' }, row: bit, status: 422 },
    { reports: { mode: 'randomised', epsilon: 1 }, row: bit, status: 202 },
    { reports: { mode: 'randomised', epsilon: 1 }, row: {}, status: 422 },
    { reports: { mode: 'off' }, row: {}, status: 403 },
    { reports: { mode: 'off' }, row: bit, status: 403 },
  ] as const)('$reports.mode: $row $status', async ({ reports, row, status }) => {
    const { site } = await makeSite(ask, { reports });
    const response = await send(ask, site, makeReport(site, { rows: [makeRow(row)] }));
    expect(response.status).toBe(status);
    const bundle = (await (await ask(`/v1/sites/${site}/rules.json`)).json()) as Bundle;
    expect(bundle.reports ?? { mode: 'exact' }).toEqual(reports);
  });
});

describe('refuses', () => {
  test.each([
    { name: 'no JSON', body: '{', status: 400, code: 'bad-body' },
    { name: 'an empty body', body: '', status: 400, code: 'bad-body' },
    { name: 'a byte order mark', body: '\ufeff{}', status: 400, code: 'bad-body' },
    { name: 'a key twice', body: '{"v":1,"v":1}', status: 400, code: 'bad-body' },
    { name: 'a number dressed up', body: '{"v":1e0}', status: 400, code: 'bad-body' },
    { name: 'another shape', body: '[]', status: 400, code: 'bad-report' },
    { name: '200,000 brackets', body: '['.repeat(200_000), status: 413, code: 'body-too-large' },
    { name: '16,000 brackets', body: '['.repeat(16_000), status: 400, code: 'bad-body' },
  ])('$name', async ({ body, status, code }) => {
    const { site } = await makeSite(ask);
    const response = await send(ask, site, body);
    expect(response.status).toBe(status);
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(await response.json()).toMatchObject({ status, code });
  });

  test.each([
    {
      name: 'a fault, with its path',
      more: { rows: [makeRow({ delta: 0.5 })] },
      status: 400,
      code: 'bad-report',
      path: 'rows[0].delta',
    },
    {
      name: "another site's report",
      more: { site: 'other' },
      status: 400,
      code: 'bad-report',
      path: 'site',
    },
    {
      name: 'a segment that no rules define',
      more: { rows: [makeRow({ subject: 'fans' })] },
      status: 422,
      code: 'unknown-segment',
      path: 'rows[0].subject',
    },
    {
      name: 'an arm that no rules have',
      more: {
        rows: [makeRow({ subject: '*', def: '', metric: 'exposed', arm: 'holdout:other' })],
      },
      status: 422,
      code: 'unknown-arm',
      path: 'rows[0].arm',
    },
    {
      name: 'an outcome that no rules have',
      more: {
        rows: [
          makeRow({
            ...{ subject: '*', def: '', metric: 'level' },
            ...{ bucket: 'wish:0:0', arm: 'holdout:held' },
          }),
        ],
      },
      status: 422,
      code: 'unknown-conversion',
      path: 'rows[0].bucket',
    },
    {
      name: 'a signal that no rules name',
      more: { rows: [makeRow({ subject: '*', def: '', metric: 'value', bucket: 'depth:3' })] },
      status: 422,
      code: 'unknown-signal',
      path: 'rows[0].bucket',
    },
    {
      name: 'a definition that is not published',
      more: { rows: [makeRow({ def: 'x' })] },
      status: 422,
      code: 'unknown-segment',
      path: 'rows[0].subject',
    },
    {
      name: 'a segment named like a prototype',
      more: { rows: [makeRow({ subject: 'constructor' })] },
      status: 422,
      code: 'unknown-segment',
      path: 'rows[0].subject',
    },
    {
      name: 'a conversion that no rules name',
      more: { rows: [makeRow({ metric: 'conversions', bucket: 'x' })] },
      status: 422,
      code: 'unknown-conversion',
      path: 'rows[0].bucket',
    },
  ])('$name', async ({ more, status, code, path }) => {
    const { site } = await makeSite(ask);
    const response = await send(ask, site, makeReport(site, more));
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code, path });
  });

  test.each([
    { day: '2026-11-15', status: 422 },
    { day: '2026-11-16', status: 202 },
    { day: '2026-11-24', status: 202 },
    { day: '2026-11-25', status: 422 },
    { day: '2099-01-01', status: 422 },
    { day: '1970-01-01', status: 400 },
  ])('or takes the day $day: $status', async ({ day, status }) => {
    const { site } = await makeSite(ask);
    const report = makeReport(site, { id: makeId(day), rows: [makeRow({ day })] });
    expect((await send(ask, site, report)).status).toBe(status);
  });

  test.each([
    { site: 'nobody', code: 'unknown-site' },
    { site: '__proto__', code: 'unknown-site' },
    { site: 'a%2F..%2Fb', code: 'unknown-site' },
    { site: 'A'.repeat(4096), code: 'unknown-site' },
  ])('the unknown site $site', async ({ site, code }) => {
    const response = await ask(`/v1/sites/${site}/reports`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code });
  });

  test('a site without rules, a compressed body, other methods', async () => {
    const { site } = await makeSite(ask, { program: null });
    expect((await send(ask, site, makeReport(site))).status).toBe(404);
    const path = `/v1/sites/${site}/reports`;
    const headers = { 'Content-Encoding': 'gzip' };
    expect((await ask(path, { method: 'POST', body: 'x', headers })).status).toBe(415);
    const get = await ask(path);
    expect([get.status, get.headers.get('Allow')]).toEqual([405, 'POST']);
  });

  test('more bytes than it was told of, while they arrive', async () => {
    const { site } = await makeSite(ask);
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 1024;
        controller.enqueue(new Uint8Array(1024).fill(32));
      },
    });
    const response = await ask(`/v1/sites/${site}/reports`, { method: 'POST', body });
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(64 * 1024);
  });
});

describe('inside the object', () => {
  async function open(site: string) {
    const info = (await testEnv.SITE.getByName(site).info()) as SiteInfo;
    const key = { site, tenant: info.tenant, day: TODAY, shard: 0 };
    return { key, stub: testEnv.TALLY.getByName(tallyName(key)) };
  }

  test('reports that come together are written as few rows', async () => {
    const { site } = await makeSite(ask);
    await send(ask, site, makeReport(site));
    const { key, stub } = await open(site);
    const written = await runInDurableObject(stub, async (object: TallyObject, state) => {
      const before = state.storage.sql.exec('SELECT count(*) AS n FROM batches').one().n as number;
      const cells = [['2026-11-23|loyal|def-loyal|in||', 1]] as const;
      const taken = await Promise.all(
        Array.from({ length: 64 }, (_, i) =>
          object.take(key, { id: `together-${i}`.padEnd(22, '-'), cells }),
        ),
      );
      expect(new Set(taken)).toEqual(new Set(['counted']));
      return (
        (state.storage.sql.exec('SELECT count(*) AS n FROM batches').one().n as number) - before
      );
    });
    expect(written).toBeLessThanOrEqual(2);
  });

  test('a batch that cannot be written counts for nobody, and can be sent again', async () => {
    const own = await makeSite(ask);
    await send(ask, own.site, makeReport(own.site));
    const { stub } = await open(own.site);
    const report = makeReport(own.site);
    await runInDurableObject(stub, (_: TallyObject, state) => {
      state.storage.sql.exec(
        "CREATE TRIGGER full BEFORE INSERT ON batches BEGIN SELECT RAISE(ABORT, 'full'); END",
      );
    });
    const refused = await send(ask, own.site, report);
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThanOrEqual(5);
    await runInDurableObject(stub, (_: TallyObject, state) => {
      state.storage.sql.exec('DROP TRIGGER full');
    });
    expect(await (await send(ask, own.site, report)).json()).toEqual({ accepted: 1 });
    expect(await readMetrics(ask, own)).toEqual({ [`${TODAY} loyal in`]: 2 });
  });

  test('an object that dies with reports in flight counts each once after retries', async () => {
    const own = await makeSite(ask);
    const reports = Array.from({ length: 40 }, () => makeReport(own.site));
    const first = reports.map((report) => send(ask, own.site, report));
    await abortAllDurableObjects();
    const statuses = (await Promise.all(first)).map((response) => response.status);
    for (const status of statuses) expect([202, 503]).toContain(status);
    const again = await Promise.all(reports.map((report) => send(ask, own.site, report)));
    expect(again.map((response) => response.status)).toEqual(reports.map(() => 202));
    expect(await readMetrics(ask, own)).toEqual({ [`${TODAY} loyal in`]: 40 });
  });
});
