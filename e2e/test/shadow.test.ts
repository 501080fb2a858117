import { expect, test } from 'vitest';
import { ready } from '../lib/daily-ink.ts';
import { startSignedSite } from '../lib/signed-site.ts';
import { withBrowser } from '../lib/with-browser.ts';

const suite = withBrowser(startSignedSite);

interface Row {
  readonly day: string;
  readonly subject: string;
  readonly def: string;
  readonly metric: string;
  readonly bucket?: string;
  readonly delta: number;
}
const read = async (name: string) => (await fetch(suite.site.siteUrl + name)).json();

/** Rules in which it takes so many views within a week to be in. */
const rules = (views: number) => ({
  format: 1,
  site: 'signed',
  timezone: 'UTC',
  segments: { first: { name: 'first', enter: { count: 'page_view', within: '7d', gte: views } } },
});

test('a draft is evaluated in silence, and its size and churn are told once', async () => {
  await suite.site.admin('PUT', 'rules', rules(1));
  await suite.site.admin('PUT', 'draft', rules(2), { 'If-Match': '"0"' });
  await suite.site.admin('PUT', 'shadow', undefined, { 'If-Match': '"1"' });
  const { program, shadow } = (await read('rules.json')) as {
    program: { segments: { def: string }[] };
    shadow: { hash: string };
  };
  const side = JSON.parse(
    ((await read(`blobs/${shadow.hash}.json`)) as { payload: string }).payload,
  );
  const [live, silent] = [program.segments[0]?.def, side.program.segments[0]?.def];

  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  const refused: number[] = [];
  tab.page.on('response', (response) => {
    if (response.request().method() === 'POST' && !response.ok()) refused.push(response.status());
  });
  /** Each report once: one that was on its way when its page was left is sent again. */
  const rows = (): Row[] => {
    const reports = visitor.log.requests
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => JSON.parse(body ?? '') as { id: string; rows: Row[] });
    return [...new Map(reports.map((one) => [one.id, one])).values()].flatMap((one) => one.rows);
  };
  // At most two reports leave a page while it is open; one more lies ready.
  for (let i = 0; i < 8; i++) {
    await tab.goto(suite.site.pageUrl);
    await ready(tab);
    await tab.page.waitForFunction(() => 'killed' in window.inkling.status());
    expect(await tab.page.evaluate(() => document.documentElement.dataset.inkling)).toBe('first');
    await expect
      .poll(
        async () => {
          await visitor.wait(4_000);
          return tab.page.evaluate(async () => {
            const open = indexedDB.open('inkling');
            await new Promise((done) => open.addEventListener('success', done));
            const get = open.result.transaction('values').objectStore('values').get('ledger');
            await new Promise((done) => get.addEventListener('success', done));
            open.result.close();
            const { state, queue } = get.result as { state: unknown; queue: unknown[] };
            // Before the first view is in the books nothing is told of it.
            return state ? queue.length : null;
          });
        },
        { timeout: 10_000 },
      )
      .toSatisfy((waiting) => waiting === 0 || waiting === 1);
  }
  const of = (def: string | undefined) => rows().filter((row) => row.def === def);
  const once = (all: Row[]): void => {
    const days = all.map(({ day }) => day);
    expect(days).toEqual([...new Set(days)]);
    expect(all.map(({ delta }) => delta)).toEqual(days.map(() => 1));
  };
  // It takes two views: at the first one the browser would have left.
  const churn = of(`${live}&${silent}`);
  expect(churn[0]).toMatchObject({ subject: 'first&first', metric: 'pair', bucket: 'first' });
  once(churn);
  expect(of(silent).filter(({ metric }) => metric === 'entered')).toHaveLength(1);
  expect(of(silent).find(({ metric }) => metric === 'stock')).toMatchObject({ delta: 1 });
  expect(of(live).filter(({ metric }) => metric === 'entered')).toHaveLength(1);
  // Everybody is counted once a day, not once for either rules.
  once(rows().filter(({ metric }) => metric === 'visitors'));
  expect(refused).toEqual([]);
  expect(visitor.log.problems).toEqual([]);
  await visitor.close();
}, 180_000);
