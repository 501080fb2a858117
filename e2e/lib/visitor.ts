import type { Browser, Page } from 'puppeteer-core';
import { type FrameRecord, recordFrames } from './first-frame.ts';
import { installClock, type PageClock } from './page-clock.ts';
import { logPage, type PageLog } from './page-log.ts';

declare global {
  interface Window {
    __clock: PageClock;
    __frames: FrameRecord;
  }
}

/** Longest wait for anything that a page should do, real ms. */
const PATIENCE_MS = 15_000;

/** Seeds whose places in the demo's experiments are known. */
export const SEEDS = {
  /** Held out of nothing; in arm `free` of `delivery-offer`. */
  free: 'two',
  /** Held out of nothing; in arm `tea` of it. */
  tea: 'reader',
  /** In the holdout of the whole site. */
  held: 'visitor',
} as const;

/** Gives a browser a seed that it need not keep. Runs inside every page before its scripts. */
function plantSeed(seed: string): void {
  const real = Storage.prototype.getItem;
  Storage.prototype.getItem = function (key) {
    return key === 'inkling:seed' ? seed : real.call(this, key);
  };
}

/** How a visitor's browser differs from the usual. */
export interface VisitorOptions {
  /** The visitor's time minus real time, in ms; 0 unless stated. */
  readonly offsetMs?: number;
  /** What decides on arms and holdouts; {@link SEEDS}.free unless stated, so that no test is left to chance. */
  readonly seed?: string;
  /** Runs inside every page before its scripts, to take something away from the browser. */
  readonly sabotage?: () => void;
}

/** One tab of a visitor. */
export interface Tab {
  readonly page: Page;
  /** Goes to an address and waits until it has loaded. */
  goto(url: string): Promise<void>;
  /** What the page's first frames showed; waits for the first contentful paint. */
  frames(): Promise<FrameRecord>;
}

/** One person with a browser profile of their own and a clock that the test moves. */
export interface Visitor {
  /** All that any of the tabs said or asked for. */
  readonly log: PageLog;
  openTab(): Promise<Tab>;
  /** Lets time pass in every tab, and in pages that come later. Whole ms. */
  wait(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Makes a visitor of whom the browser knows nothing: nothing stored, nothing cached. */
export async function createVisitor(
  browser: Browser,
  { offsetMs = 0, seed = SEEDS.free, sabotage }: VisitorOptions = {},
): Promise<Visitor> {
  const context = await browser.createBrowserContext();
  const log: PageLog = { requests: [], problems: [] };
  const tabs: { page: Page; clockScript: string }[] = [];
  let offset = offsetMs;
  const setClock = async (page: Page): Promise<string> =>
    (await page.evaluateOnNewDocument(installClock, offset)).identifier;

  return {
    log,
    async openTab() {
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      logPage(page, log);
      await page.evaluateOnNewDocument(recordFrames, 'ink-slot');
      await page.evaluateOnNewDocument(plantSeed, seed);
      if (sabotage) await page.evaluateOnNewDocument(sabotage);
      tabs.push({ page, clockScript: await setClock(page) });
      return createTab(page);
    },
    async wait(ms) {
      offset += ms;
      for (const tab of tabs) {
        await tab.page.evaluate((n) => window.__clock.advance(n), ms);
        await tab.page.removeScriptToEvaluateOnNewDocument(tab.clockScript);
        tab.clockScript = await setClock(tab.page);
      }
    },
    close: () => context.close(),
  };
}

function createTab(page: Page): Tab {
  return {
    page,
    async goto(url) {
      await page.goto(url, { waitUntil: 'load' });
    },
    async frames() {
      await page.waitForFunction(() => 'first-contentful-paint' in window.__frames.paints);
      return page.evaluate(() => window.__frames);
    },
  };
}
