import { expect, test } from 'vitest';
import { accept, POLITICS, ready } from '../lib/daily-ink.ts';
import { dumpStorage } from '../lib/dump-storage.ts';
import { readPage } from '../lib/read-page.ts';
import { withStack } from '../lib/with-stack.ts';

const NOTHING = {
  indexedDb: {},
  localStorage: {},
  sessionStorage: {},
  cookies: '',
  caches: [],
};

const suite = withStack();

test('before consent nothing is stored and nothing is sent', async () => {
  const { demoUrl, edgeUrl } = suite.stack;
  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  await tab.goto(demoUrl + POLITICS[0]);
  await ready(tab);
  await readPage(visitor, tab, 20_000);
  await visitor.wait(60_000);
  expect(await tab.page.evaluate(() => window.inkling.status().mode)).toBe('memory');

  await tab.goto(`${demoUrl}/`); // Leaving a page is when things would be sent.
  await ready(tab);
  expect(await tab.page.evaluate(dumpStorage)).toEqual(NOTHING);
  const toEdge = visitor.log.requests.filter(({ url }) => url.startsWith(edgeUrl));
  expect(toEdge.filter(({ method }) => method !== 'GET')).toEqual([]);
  for (const { url } of toEdge) {
    expect(url).toMatch(
      /\/v1\/((sdk|extra|experiments|idle|kill)\.js|sites\/daily-ink\/(rules|kill)\.json)$/,
    );
  }
});

test('a refusal keeps it so', async () => {
  const { demoUrl } = suite.stack;
  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  await tab.goto(`${demoUrl}/`);
  await ready(tab);
  await tab.page.locator('button[data-consent="necessary"]').click();
  await visitor.wait(60_000);
  await tab.goto(demoUrl + POLITICS[0]);
  await ready(tab);
  const stored = await tab.page.evaluate(dumpStorage);
  expect(stored.indexedDb).toEqual({});
  expect(visitor.log.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('after consent, what is sent holds no address, no path and no identifier', async () => {
  const { demoUrl } = suite.stack;
  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  await tab.goto(demoUrl + POLITICS[0]);
  await accept(tab);
  await ready(tab);
  const isPost = ({ method }: { method: string }): boolean => method === 'POST';
  await expect
    .poll(
      async () => {
        await visitor.wait(5_000);
        return visitor.log.requests.filter(isPost).length;
      },
      { timeout: 15_000 },
    )
    .toBeGreaterThan(0);

  const stored = await tab.page.evaluate(dumpStorage);
  expect(Object.keys(stored.indexedDb)).toEqual(['inkling']);
  for (const key of Object.keys(stored.localStorage)) expect(key).toMatch(/^inkling:/);
  for (const { url, body = '' } of visitor.log.requests.filter(isPost)) {
    expect(url).toBe(`${suite.stack.edgeUrl}/v1/sites/daily-ink/reports`);
    expect(body).not.toContain('/politics');
    expect(body).not.toContain('127.0.0.1');
    const report = JSON.parse(body) as { rows: object[] };
    expect(Object.keys(report).sort()).toEqual(['id', 'rows', 'site', 'v']);
    const fields = ['arm', 'bucket', 'day', 'def', 'delta', 'metric', 'subject'];
    for (const row of report.rows) expect(fields).toEqual(expect.arrayContaining(Object.keys(row)));
  }
  expect(visitor.log.problems).toEqual([]);
});
