import { createExecutionContext, runInDurableObject } from 'cloudflare:test';
import { METRICS } from '@inkling/report';
import { describe, expect, test } from 'vitest';
import { createWorker } from '../src/app.ts';
import type { SiteObject } from '../src/objects/site-object.ts';
import {
  makeProgram,
  makeReport,
  makeRow,
  makeSite,
  NOON,
  openApp,
  send,
  testEnv,
} from './helpers.ts';

const { ask } = openApp();

test('a source that sends too much is told to wait', async () => {
  const { site } = await makeSite(ask, { env: 'live' });
  const seen: string[] = [];
  const limit = async ({ key }: { key: string }) => {
    seen.push(key);
    return { success: seen.filter((one) => one === key).length <= 3 };
  };
  const env = { ...testEnv, REPORT_LIMIT: { limit } };
  const worker = createWorker({ now: () => NOON, compile: () => makeProgram(site), log: () => {} });
  const report = (address: string) =>
    worker.fetch(
      new Request(`https://edge.test/v1/sites/${site}/reports`, {
        method: 'POST',
        headers: { 'CF-Connecting-IP': address },
        body: JSON.stringify(makeReport(site)),
      }),
      env,
      createExecutionContext(),
    );
  const statuses: number[] = [];
  for (let i = 0; i < 5; i++) statuses.push((await report('203.0.113.1')).status);
  expect(statuses).toEqual([202, 202, 202, 429, 429]);
  const refused = await report('203.0.113.1');
  expect(refused.headers.get('Retry-After')).toBe('60');
  expect((await report('203.0.113.2')).status).toBe(202);
  expect(seen.join()).not.toContain('203.0.113');
});

describe('no report moves a cell by more than its cap', () => {
  const counts = Object.entries(METRICS).filter(
    ([, rule]) => rule.subject !== 'pair' && !rule.bucket,
  );
  test.each(counts)('%s', async (metric, { most, subject, arm }) => {
    const { site } = await makeSite(ask);
    const who = subject === 'total' ? { subject: '*', def: '' } : {};
    const row = (delta: number) =>
      makeRow({ ...who, metric, delta, ...(arm ? { arm: 'holdout:held' } : {}) });
    const status = async (delta: number) =>
      (await send(ask, site, makeReport(site, { rows: [row(delta)] }))).status;
    expect([await status(most), await status(most + 1)]).toEqual([202, 400]);
  });
});

test('a publication that cannot be written leaves the last one in force', async () => {
  const { site, token } = await makeSite(ask);
  const stub = testEnv.SITE.getByName(site);
  const sql = (statement: string) =>
    runInDurableObject(stub, (_: SiteObject, state) => void state.storage.sql.exec(statement));
  await sql("CREATE TRIGGER full BEFORE INSERT ON versions BEGIN SELECT RAISE(ABORT, 'full'); END");
  const put = () =>
    ask(`/v1/sites/${site}/rules`, {
      method: 'PUT',
      token,
      body: JSON.stringify(makeProgram(site, ['new'])),
    });
  expect((await put()).status).toBe(503);
  const served = async () => (await ask(`/v1/sites/${site}/rules.json`)).json();
  expect(await served()).toMatchObject({ seq: 1 });
  const known = (await stub.info()) as { known: { defs: object } };
  expect(Object.keys(known.known.defs)).toEqual(['loyal', 'lapsed']);
  await sql('DROP TRIGGER full');
  expect((await put()).status).toBe(200);
  expect(await served()).toMatchObject({ seq: 2 });
});
