import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { segmentsOf, status, type WithSdk } from '../lib/faults/sdk.ts';
import { openPuppeteerTab, type Tab, until } from '../lib/faults/tab.ts';
import { type Lab, type Room, startLab } from '../lib/lab/lab.ts';
import { type LaunchedBrowser, launchBrowser } from '../lib/launch.ts';
import { requireBrowser } from '../lib/require-browser.ts';

/** More than a page reads before it folds them. */
const EVENTS = 600;
/** What a page may have recorded itself, besides. */
const FEW = 20;

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
}, 120_000);
afterAll(() => lab.close(), 30_000);

/** Counts the rows that a page reads from its databases. Runs inside the page. */
function countRows(): void {
  const { getAll } = IDBObjectStore.prototype;
  const page = window as unknown as { rows: number };
  page.rows = 0;
  IDBObjectStore.prototype.getAll = function (...args) {
    const request = getAll.apply(this, args);
    request.addEventListener('success', () => {
      page.rows += request.result.length;
    });
    return request;
  };
}

/** Opens a page and waits until it has decided; gives how many rows it has read to that end. */
async function visit(tab: Tab, room: Room): Promise<number> {
  await tab.goto(room.page('/lab/a'));
  await until(() => tab.call(() => ('q' in (window as object as WithSdk).inkling ? 'stub' : null)));
  await tab.call(async () => void (await (window as object as WithSdk).inkling.ready()));
  return tab.call(() => (window as unknown as { rows: number }).rows);
}

async function settled(tab: Tab): Promise<void> {
  await until(async () => {
    const { mode, pending } = await status(tab);
    return mode === 'stored' && pending === 0 ? null : `${pending} wait in ${mode}`;
  });
}

describe.each(['chromium', 'firefox'] as const)('in %s', (name) => {
  let launched: LaunchedBrowser | undefined;
  beforeEach((context) => requireBrowser(name, context));
  afterAll(() => launched?.close());

  test('a page goes on from what another has folded, and does not read the history again', async () => {
    launched = await launchBrowser(name);
    const room = await lab.room();
    const tab = await openPuppeteerTab(launched.browser);
    await tab.page?.evaluateOnNewDocument(countRows);
    await visit(tab, room);
    await tab.call((count) => {
      const { inkling } = window as object as WithSdk;
      for (let k = 0; k < count; k += 1) inkling.track('lab', { k });
    }, EVENTS);
    await settled(tab);

    expect(await visit(tab, room)).toBeGreaterThanOrEqual(EVENTS);
    await settled(tab);
    await until(async () => {
      await tab.call(() => window.__clock.advance(5_000));
      return tab.call(() => (localStorage.getItem('inkling:folded') ? null : 'nothing is folded'));
    });

    expect(await visit(tab, room)).toBeLessThan(FEW);
    expect(await segmentsOf(tab)).toEqual(expect.arrayContaining(['seen', 'ten']));
    expect(await status(tab)).toMatchObject({ mode: 'stored', lastError: null });
    await tab.close();
    await room.close();
  });
});
