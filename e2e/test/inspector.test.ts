import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { root } from '../../tools/lib/root.ts';
import { axeFaults } from '../lib/axe-faults.ts';
import { accept, POLITICS, readStory, ready } from '../lib/daily-ink.ts';
import type { Tab, Visitor } from '../lib/visitor.ts';
import { withStack } from '../lib/with-stack.ts';

const suite = withStack();
const folder = mkdtempSync(join(tmpdir(), 'inkling-inspector-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Brings a visitor who has read so many politics stories to the next one, and opens the inspector. */
async function inspect(stories: number): Promise<{ visitor: Visitor; tab: Tab }> {
  const { demoUrl } = suite.stack;
  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  await tab.goto(`${demoUrl}/`);
  await accept(tab);
  for (const url of POLITICS.slice(0, stories)) await readStory(visitor, tab, demoUrl + url);
  await tab.goto(`${demoUrl}/`);
  await ready(tab);
  await openInspector(tab);
  return { visitor, tab };
}

async function openInspector({ page }: Tab): Promise<void> {
  // As text: the test's own transform would rewrite the import.
  await page.evaluate(
    `import('${suite.stack.edgeUrl}/v1/inspector.js').then(({ open }) => open())`,
  );
}

/** What the inspector shows, as text. */
function text({ page }: Tab): Promise<string> {
  return page.evaluate(() => {
    const panel = document.querySelector('ink-inspector')?.shadowRoot?.getElementById('panel');
    // biome-ignore lint/performance/useDomNodeTextContent: Only what can be seen.
    return panel?.innerText.replace(/\s+/g, ' ') ?? '';
  });
}

/** Waits until it says so. The page's clock stands, so its seconds are let pass here. */
async function says({ visitor, tab }: { visitor: Visitor; tab: Tab }, wanted: string | RegExp) {
  await expect
    .poll(
      async () => {
        await visitor.wait(1_000);
        return text(tab);
      },
      { timeout: 15_000 },
    )
    .toMatch(wanted);
}

const focused = ({ page }: Tab) =>
  page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent ?? '');

/** Tabs on, or back, until what has the focus begins with a text. */
async function focus(tab: Tab, wanted: string, direction: 'on' | 'back' = 'on'): Promise<void> {
  const { keyboard } = tab.page;
  for (let presses = 0; presses < 40; presses++) {
    if ((await focused(tab)).startsWith(wanted)) return;
    if (direction === 'back') await keyboard.down('Shift');
    await keyboard.press('Tab');
    await keyboard.up('Shift');
  }
  throw new Error(`Tab never came to “${wanted}”.`);
}

test('tells by keyboard alone what is known, why, and how far the rest is', async () => {
  const at = await inspect(2);
  const { tab, visitor } = at;
  const { keyboard } = tab.page;
  await says(at, /In 0 of 6\. Rules of publication 1\./);

  await focus(tab, 'politics-reader');
  await keyboard.press('Enter');
  await says(at, /page_view where section = politics, in the last 30 d: ≥ 3 now 2 · needs 1 more/);
  await says(at, /engaged time of user_engagement where section = politics.*: ≥ 30 s now \d/);
  expect(await text(tab)).not.toContain('differ');
  expect(await axeFaults(tab.page)).toEqual([]);

  await focus(tab, 'Segments', 'back');
  await keyboard.press('ArrowRight');
  expect(await focused(tab)).toBe('Timeline');
  await says(at, /page_view \d\d:\d\d:\d\d/);
  await tab.page.evaluate(() => window.inkling.track('quiz_won', { score: 7 }));
  await says(at, /quiz_won/);
  await says(at, /In it \d+ events, [\d.]+ s engaged/);
  expect(await axeFaults(tab.page)).toEqual([]);

  await keyboard.press('ArrowRight');
  await says(at, /subscription-offer Shows its default\. since no segment of a variant/);
  expect(await axeFaults(tab.page)).toEqual([]);

  await keyboard.press('Escape');
  expect(await tab.page.$('ink-inspector')).toBeNull();
  expect(await tab.page.evaluate(() => /native code/.test(`${window.fetch}`))).toBe(true);
  await openInspector(tab);
  await openInspector(tab);
  expect(await tab.page.$$('ink-inspector')).toHaveLength(1);
  expect(visitor.log.problems).toEqual([]);
});

test('shows what was sent and kept to the byte', async () => {
  const at = await inspect(3);
  const { tab, visitor } = at;
  await says(at, /In 1 of 6/);
  for (let i = 0; i < 3; i++) await tab.page.keyboard.press('ArrowRight');
  await says(at, /Allowed storage yes, personalization yes, measurement yes/);
  await tab.page.evaluate(() => {
    for (let i = 0; i < 3; i++)
      window.inkling.track('view_item', { items: [{ item_id: `p${i}` }] });
  });
  await says(at, /POST \/v1\/sites\/daily-ink\/reports .*answer 202/);
  const reports = () =>
    tab.page.evaluate(() => {
      const panel = document.querySelector('ink-inspector')?.shadowRoot;
      const parts = [...(panel?.querySelectorAll('details') ?? [])];
      return parts
        .filter((one) => one.querySelector('summary')?.textContent?.startsWith('POST'))
        .map((one) => one.querySelector('pre')?.textContent ?? null);
    });
  const bodies = (await reports()).filter((body) => body !== null);
  expect(bodies.length).toBeGreaterThan(0);
  const posted = visitor.log.requests.filter(({ method }) => method === 'POST');
  for (const body of bodies) expect(posted.map((one) => one.body)).toContain(body);
  const kept = await tab.page.evaluate(() => localStorage.getItem('inkling:boot'));
  const shown = await tab.page.evaluate(() => {
    const panel = document.querySelector('ink-inspector')?.shadowRoot;
    return [...(panel?.querySelectorAll('pre') ?? [])].map((pre) => pre.textContent);
  });
  expect(shown).toContain(kept);
  expect(await axeFaults(tab.page)).toEqual([]);
  expect(visitor.log.problems).toEqual([]);
});

test('moves its own time, never that of the page', async () => {
  const at = await inspect(3);
  const { tab } = at;
  await says(at, /In 1 of 6/);
  await tab.page.keyboard.press('End');
  await says(at, /You are at the present/);
  await focus(tab, 'To the next change');
  await tab.page.keyboard.press('Enter');
  await says(at, /30 d ahead: leaves politics-reader\./);
  expect(await focused(tab)).toBe('To the next change');
  expect(await tab.page.evaluate(() => window.inkling.segments())).toEqual(['politics-reader']);
  expect(await axeFaults(tab.page)).toEqual([]);
  await focus(tab, 'Back to now');
  await tab.page.keyboard.press('Enter');
  await says(at, /You are at the present/);
});

test('exports a file that the command line explains alike', async () => {
  const at = await inspect(3);
  const { tab } = at;
  await says(at, /In 1 of 6/);
  const session = await tab.page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', {
    behavior: 'allow',
    downloadPath: folder,
    browserContextId: tab.page.browserContext().id!,
  });
  await focus(tab, 'Export', 'back');
  await tab.page.keyboard.press('Enter');
  const file = join(folder, 'inkling-events.ndjson');
  await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('user_engagement');

  const run = (...words: string[]) =>
    promisify(execFile)(process.execPath, [
      join(root, 'packages/cli/src/bin.ts'),
      ...words,
      ...['--rules', join(root, 'demo/rules.json'), '--events', file, '--json'],
    ]);
  const { stdout } = await run('explain', '--visitor', 'me');
  const { segments } = JSON.parse(stdout) as { segments: { segment: string; in: boolean }[] };
  expect(segments.filter((one) => one.in).map(({ segment }) => segment)).toEqual([
    'politics-reader',
  ]);
  const report = JSON.parse((await run('backtest')).stdout);
  expect(JSON.stringify(report)).toContain('"politics-reader"');
});
