import { runInDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import type { SiteInfo, SiteObject } from '../src/objects/site-object.ts';
import type { TallyObject } from '../src/objects/tally-object.ts';
import { tallyName } from '../src/tally/tally-name.ts';
import { makeReport, makeSite, openApp, TODAY, testEnv } from './helpers.ts';

const dump = (state: DurableObjectState): string => {
  const { sql } = state.storage;
  const tables = sql
    .exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
    )
    .toArray();
  return JSON.stringify(tables.map(({ name }) => sql.exec(`SELECT * FROM "${name}"`).toArray()));
};

test('no address, browser, page or place of a visitor is kept or logged', async () => {
  const { ask, logged } = openApp();
  const own = await makeSite(ask);
  const traces = [
    '203.0.113.77',
    'TestBrowser/9.9',
    'https://paper.test',
    'Bielefeld',
    'visitor=42',
  ];
  const headers = {
    'CF-Connecting-IP': traces[0]!,
    'X-Forwarded-For': traces[0]!,
    'User-Agent': traces[1]!,
    Origin: traces[2]!,
    Referer: `${traces[2]}/secret-page`,
    'CF-IPCity': traces[3]!,
    Cookie: traces[4]!,
  };
  const path = `/v1/sites/${own.site}/reports`;
  const send = (body: string) => ask(path, { method: 'POST', headers, body });
  expect((await send(JSON.stringify(makeReport(own.site)))).status).toBe(202);
  expect((await send('{"v":"secret-body"}')).status).toBe(400);
  const { tenant } = (await testEnv.SITE.getByName(own.site).info()) as SiteInfo;
  const tally = testEnv.TALLY.getByName(tallyName({ tenant, day: TODAY, shard: 0 }));
  const kept = [
    await runInDurableObject(testEnv.SITE.getByName(own.site), (_: SiteObject, state) =>
      dump(state),
    ),
    await runInDurableObject(tally, (_: TallyObject, state) => dump(state)),
    JSON.stringify(logged),
  ].join('');
  expect(kept).toContain('loyal');
  for (const trace of [...traces, 'secret-page', 'secret-body', own.token.slice(-43)]) {
    expect(kept).not.toContain(trace);
  }
});

test('a fault is logged by its route, never by its address', async () => {
  const { ask, logged } = openApp({
    compile: () => {
      throw new Error('broken');
    },
  });
  const own = await makeSite(ask);
  await ask(`/v1/sites/${own.site}/rules`, {
    method: 'PUT',
    token: own.token,
    body: '{"a":"secret"}',
  });
  expect(logged.at(-1)).toEqual({
    level: 'error',
    what: 'internal',
    route: '/v1/sites/:site/rules',
    status: 500,
    error: 'Error: broken',
  });
});
