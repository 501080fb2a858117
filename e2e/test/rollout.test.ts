import { expect, test } from 'vitest';
import { ready } from '../lib/daily-ink.ts';
import { oneSegment, startSignedSite } from '../lib/signed-site.ts';
import type { Tab, Visitor } from '../lib/visitor.ts';
import { withBrowser } from '../lib/with-browser.ts';

/** An open page asks for rules again no sooner. */
const REFRESH_MS = 61_000;

const suite = withBrowser(startSignedSite);

const status = ({ page }: Tab) =>
  page.evaluate(() => window.inkling.status() as unknown as Record<string, unknown>);
const shown = ({ page }: Tab) => page.evaluate(() => document.documentElement.dataset.inkling);
const shows = ({ page }: Tab, segment: string) =>
  page.waitForFunction(
    (wanted) => document.documentElement.dataset.inkling === wanted,
    {},
    segment,
  );
const posts = ({ log }: Visitor) => log.requests.filter(({ method }) => method === 'POST');

/** Opens the site as a visitor, past the caches on the way. */
async function open(url = suite.site.pageUrl): Promise<{ visitor: Visitor; tab: Tab }> {
  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  await tab.page.setCacheEnabled(false);
  await tab.goto(url);
  await ready(tab);
  return { visitor, tab };
}
/** Comes back once the page may ask for rules again, and waits until it has those of a number. */
async function comeBack({ visitor, tab }: { visitor: Visitor; tab: Tab }, seq: unknown) {
  await visitor.wait(REFRESH_MS);
  await tab.goto(suite.site.pageUrl);
  await ready(tab);
  await tab.page.waitForFunction((n) => window.inkling.status().rules === n, {}, seq);
}

test('new rules reach a part of the browsers, more of them, and then all', async () => {
  await suite.site.admin('PUT', 'rules?percent=50', oneSegment('second'));
  const all = await Promise.all(Array.from({ length: 8 }, () => open()));
  const first = await Promise.all(all.map(({ tab }) => shown(tab)));
  // One and the same for all eight would be a chance of 1 in 128; what is asserted does not need it.
  for (const name of first) expect(['first', 'second']).toContain(name);

  for (const [i, one] of all.entries()) {
    await one.tab.goto(suite.site.pageUrl);
    await ready(one.tab);
    expect(await shown(one.tab)).toBe(first[i]);
  }

  const { seq: more } = await suite.site.admin('PUT', 'rollout', { percent: 90 });
  for (const one of all) await comeBack(one, more);
  const then = await Promise.all(all.map(({ tab }) => shown(tab)));
  for (const [i, name] of then.entries()) if (first[i] === 'second') expect(name).toBe('second');

  const { seq: whole } = await suite.site.admin('PUT', 'rollout', { percent: 100 });
  for (const one of all) {
    await comeBack(one, whole);
    expect(await shown(one.tab)).toBe('second');
    expect(await status(one.tab)).toMatchObject({ lastError: null });
    expect(one.visitor.log.problems).toEqual([]);
    await one.visitor.close();
  }
});

test('a draft shows in the tab that opened its link, and nowhere else', async () => {
  await suite.site.admin('PUT', 'rules', oneSegment('live'));
  await suite.site.admin('PUT', 'draft', oneSegment('draft'), { 'If-Match': '"0"' });
  const made = await suite.site.admin('POST', 'previews', { minutes: 5 }, { 'If-Match': '"1"' });
  const { visitor, tab } = await open(`${suite.site.pageUrl}${made.fragment}`);
  await shows(tab, 'draft');
  expect(await status(tab)).toMatchObject({ preview: 1, lastError: null });

  // It stays for the pages of the tab.
  await tab.page.evaluate(() => history.replaceState(null, '', '/'));
  await tab.goto(`${suite.site.pageUrl}other`);
  await shows(tab, 'draft');
  await visitor.wait(30_000);
  expect(posts(visitor)).toEqual([]);

  const other = await visitor.openTab();
  await other.page.setCacheEnabled(false);
  await other.goto(suite.site.pageUrl);
  await ready(other);
  expect(await shown(other)).toBe('live');
  const { states } = await other.frames();
  expect(states.map(({ segments }) => segments).join()).not.toContain('draft');
  expect(await status(other)).not.toHaveProperty('preview');
  // Reports leave once the page is quiet, and the page may still be busy when the clock moves on.
  await expect
    .poll(
      async () => {
        await visitor.wait(5_000);
        return posts(visitor).length;
      },
      { timeout: 15_000 },
    )
    .toBeGreaterThan(0);
  expect(
    posts(visitor)
      .map(({ body }) => body)
      .join(),
  ).not.toContain('draft');
  await visitor.close();
});

test('a link that nobody made shows what everybody sees', async () => {
  const { visitor, tab } = await open(`${suite.site.pageUrl}#inkling-preview=${'x'.repeat(22)}`);
  await shows(tab, 'live');
  await expect.poll(async () => (await status(tab)).lastError).toContain('404');
  expect(await status(tab)).not.toHaveProperty('preview');
  await visitor.close();
});
