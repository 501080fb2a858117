import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { axeFaults } from '../lib/axe-faults.ts';
import { accept, POLITICS, readStory, ready } from '../lib/daily-ink.ts';
import { dumpStorage } from '../lib/dump-storage.ts';
import type { Tab } from '../lib/visitor.ts';
import { withStack } from '../lib/with-stack.ts';

const suite = withStack();
const folder = mkdtempSync(join(tmpdir(), 'inkling-downloads-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the panel says, one line for each paragraph, entry or button. */
function panelText({ page }: Tab): Promise<string> {
  return page.$eval('ink-privacy', (panel) => {
    const shown = [...(panel.shadowRoot?.querySelectorAll<HTMLElement>('p,h3,tr,button') ?? [])];
    return shown
      .filter((one) => one.checkVisibility())
      .map((one) => one.textContent?.trim())
      .filter(Boolean)
      .join('\n');
  });
}

const says = (tab: Tab, text: string) =>
  expect.poll(() => panelText(tab), { timeout: 10_000 }).toContain(text);

/** Tabs on until a button of the panel has the focus. */
async function focusButton({ page }: Tab, text: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    const at = await page.evaluate(
      () => document.activeElement?.shadowRoot?.activeElement?.textContent ?? '',
    );
    if (at === text) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to “${text}”.`);
}

test('a reader sees what is known, and may pause it, take it away and erase it, by keyboard', async () => {
  const { demoUrl } = suite.stack;
  const visitor = await suite.visitor();
  const tab = await visitor.openTab();
  const downloads = await tab.page.createCDPSession();
  await downloads.send('Browser.setDownloadBehavior', {
    behavior: 'allow',
    downloadPath: folder,
    browserContextId: tab.page.browserContext().id!,
  });

  await tab.goto(`${demoUrl}/privacy/`);
  await says(tab, 'You have not decided yet.');
  await accept(tab);
  for (const url of POLITICS) await readStory(visitor, tab, demoUrl + url);
  await tab.goto(`${demoUrl}/privacy/`);
  await says(tab, 'What you do here is remembered on this device only.');
  await says(
    tab,
    '1 visit, 5 pages opened, less than a minute of reading and 1 lot drawn in a trial.',
  );
  await says(tab, 'politics3');
  await says(tab, 'Politics reader\nOpened politics stories at least 3 times in the last 30 days');
  await says(tab, 'Pages may look different for you because of 1 group.');
  expect(await axeFaults(tab.page)).toEqual([]);

  await focusButton(tab, 'Pause');
  await tab.page.keyboard.press('Enter');
  await says(tab, 'Pages look the same for you as for everybody.');
  expect(await tab.page.evaluate(() => document.documentElement.dataset.inkling)).toBeUndefined();
  await tab.goto(`${demoUrl}/`);
  await ready(tab);
  for (const { segments } of (await tab.frames()).states) expect(segments).toBe('');
  await tab.goto(`${demoUrl}/privacy/`);
  await says(tab, 'Resume');
  await focusButton(tab, 'Resume');
  await tab.page.keyboard.press('Space');
  await says(tab, 'Pages may look different for you because of 1 group.');

  await focusButton(tab, 'Download');
  await tab.page.keyboard.press('Enter');
  const file = `${folder}/${new URL(demoUrl).hostname}-about-me.json`;
  const taken = () => readFile(file, 'utf8').then(JSON.parse, () => null);
  await expect.poll(taken).toMatchObject({
    consent: { storage: true },
    segments: expect.arrayContaining([
      expect.objectContaining({ segment: 'politics-reader', in: true }),
    ]),
    events: expect.arrayContaining([expect.objectContaining({ type: 'page_view' })]),
  });

  await focusButton(tab, 'Erase…');
  await tab.page.keyboard.press('Enter');
  await says(tab, 'It cannot be brought back.');
  await focusButton(tab, 'Keep it');
  await tab.page.keyboard.press('Enter');
  await focusButton(tab, 'Erase…');
  await tab.page.keyboard.press('Enter');
  await focusButton(tab, 'Erase everything');
  await tab.page.keyboard.press('Enter');
  await says(tab, 'Everything is erased.');
  expect(await tab.page.evaluate(dumpStorage)).toMatchObject({ indexedDb: {}, localStorage: {} });
  expect(visitor.log.problems).toEqual([]);
});
