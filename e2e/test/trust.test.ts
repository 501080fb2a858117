import { expect, test } from 'vitest';
import { ready } from '../lib/daily-ink.ts';
import { startSignedSite } from '../lib/signed-site.ts';
import type { Tab } from '../lib/visitor.ts';
import { withBrowser } from '../lib/with-browser.ts';

const suite = withBrowser(startSignedSite);

const newVisitor = () => suite.visitor();
const segments = ({ page }: Tab) => page.evaluate(() => [...window.inkling.segments()]);
const lastError = ({ page }: Tab) =>
  page.evaluate(() => (window.inkling.status() as { lastError?: string }).lastError);

/** Changes what the worker answers under a name on its way to the tab. */
async function intercept({ page }: Tab, name: string, change: (body: string) => string) {
  const seen: string[] = [];
  await page.setRequestInterception(true);
  page.on('request', async (request) => {
    if (!request.url().endsWith(name)) return void request.continue();
    const body = await (await fetch(request.url())).text();
    seen.push(request.url());
    const headers = { 'Access-Control-Allow-Origin': '*' };
    await request.respond({
      status: 200,
      contentType: 'application/json',
      headers,
      body: change(body),
    });
  });
  return seen;
}

test('rules that the worker signed decide, and the unsigned ones are not asked for', async () => {
  const visitor = await newVisitor();
  const tab = await visitor.openTab();
  await tab.goto(suite.site.pageUrl);
  await ready(tab);
  expect(await segments(tab)).toEqual(['first']);
  const names = visitor.log.requests.map(({ url }) => url.split('/').at(-1));
  expect(names).toContain('bundle.json');
  expect(names).not.toContain('rules.json');
  expect(visitor.log.problems).toEqual([]);
  await visitor.close();
});

test.each([
  {
    name: 'bundle.json',
    code: 'bad-signature',
    change: (text: string) => text.replace('page_view', 'page_vieW'),
  },
  {
    name: 'bundle.json',
    code: 'not-an-envelope',
    change: (text: string) => JSON.parse(text).payload,
  },
  {
    name: 'keys.json',
    code: 'bad-signature',
    change: (text: string) => text.replace('keys', 'keyz'),
  },
])('a $name that was changed on its way ($code) is not used', async ({ name, code, change }) => {
  const visitor = await newVisitor();
  const tab = await visitor.openTab();
  const seen = await intercept(tab, name, change);
  await tab.goto(suite.site.pageUrl);
  await tab.page.waitForFunction(
    () => (window.inkling?.status?.() as { lastError?: string } | undefined)?.lastError,
  );
  expect(seen).toHaveLength(1);
  expect(await lastError(tab)).toBe(`TrustError: Not trusted: ${code}`);
  expect(await segments(tab)).toEqual([]);
  await visitor.close();
});
