import { expect, test } from 'vitest';
import { ready } from '../lib/daily-ink.ts';
import { startSignedSite } from '../lib/signed-site.ts';
import type { Tab, Visitor } from '../lib/visitor.ts';
import { withBrowser } from '../lib/with-browser.ts';

/** A page asks within a minute, and so do the caches on the way: they are passed by here. */
const POLL_MS = 60_000;

const suite = withBrowser(startSignedSite);

const shows = ({ page }: Tab, segment: string | undefined) =>
  page.waitForFunction(
    (wanted) => document.documentElement.dataset.inkling === wanted,
    {},
    segment,
  );
const views = ({ page }: Tab) =>
  page.evaluate(async () => {
    const { events } = await window.inkling.export();
    return events.filter(({ type }) => type === 'page_view').length;
  });
const posts = ({ log }: Visitor) => log.requests.filter(({ method }) => method === 'POST').length;

async function open(): Promise<{ visitor: Visitor; tab: Tab }> {
  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  await tab.page.setCacheEnabled(false);
  await tab.goto(suite.site.pageUrl);
  await ready(tab);
  await shows(tab, 'first');
  await tab.page.waitForFunction(() => 'killed' in window.inkling.status());
  return { visitor, tab };
}

test('an open tab stops at the signed word without being reloaded, and goes on', async () => {
  const { visitor, tab } = await open();
  await visitor.wait(5_000);
  await expect.poll(() => posts(visitor)).toBeGreaterThan(0);
  await suite.site.admin('PUT', 'kill', { kill: true });
  await visitor.wait(POLL_MS);
  await shows(tab, undefined);
  const sent = posts(visitor);
  await tab.page.evaluate(() => window.inkling.track('signup', {}));
  await visitor.wait(30_000);

  // Later pages are right from the first frame on, and send nothing either.
  await tab.goto(suite.site.pageUrl);
  await ready(tab);
  const { states } = await tab.frames();
  expect(new Set(states.map(({ segments }) => segments))).toEqual(new Set(['']));
  await tab.page.waitForFunction(() => 'killed' in window.inkling.status());
  await visitor.wait(30_000);
  expect(posts(visitor)).toBe(sent);

  await suite.site.admin('PUT', 'kill', { kill: false });
  await visitor.wait(POLL_MS);
  await shows(tab, 'first');
  // The view before is still there; the one while it was stopped never was.
  expect(await views(tab)).toBe(1);
  await tab.goto(suite.site.pageUrl);
  await ready(tab);
  expect(await views(tab)).toBe(2);
  await visitor.wait(5_000);
  await expect.poll(() => posts(visitor)).toBeGreaterThan(sent);
  expect(visitor.log.problems).toEqual([]);
  await visitor.close();
});

test('what is stopped by name stops alone', async () => {
  const { visitor, tab } = await open();
  await suite.site.admin('PUT', 'kill', { kill: true, parts: ['personalization'] });
  await visitor.wait(POLL_MS);
  await shows(tab, undefined);
  await suite.site.admin('PUT', 'kill', { kill: true, parts: ['reports'] });
  await visitor.wait(POLL_MS);
  await shows(tab, 'first');
  const sent = posts(visitor);
  await tab.goto(suite.site.pageUrl);
  await ready(tab);
  await visitor.wait(30_000);
  expect(posts(visitor)).toBe(sent);
  expect(await views(tab)).toBe(2);
  await suite.site.admin('PUT', 'kill', { kill: false });
  await visitor.close();
});

test('a tab that nobody looks at asks for nothing, and obeys when somebody does', async () => {
  const { visitor, tab } = await open();
  const asks = () => visitor.log.requests.filter(({ url }) => url.endsWith('kill.json')).length;
  await visitor.wait(600_000);
  const asked = asks();
  await visitor.wait(600_000);
  expect(asks()).toBe(asked);
  await suite.site.admin('PUT', 'kill', { kill: true });
  await tab.page.evaluate(() => window.dispatchEvent(new Event('scroll')));
  await shows(tab, undefined);
  await suite.site.admin('PUT', 'kill', { kill: false });
  await visitor.close();
});
