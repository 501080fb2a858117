import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { type FrameRecord, recordFrames } from './first-frame.ts';
import { installClock, type PageClock } from './page-clock.ts';
import { logPage, type PageLog } from './page-log.ts';

declare global {
  interface Window {
    __clock: PageClock;
    __frames: FrameRecord;
  }
}

/** How a visitor's browser differs from the usual. */
export interface VisitorOptions {
  /** The visitor's time minus real time, in ms; 0 unless stated. */
  readonly offsetMs?: number;
  /** Runs inside every page before its scripts, to take something away from the browser. */
  readonly sabotage?: () => void;
}

/** One person with a browser profile of their own and a clock that the test moves. */
export interface Visitor {
  readonly page: Page;
  readonly log: PageLog;
  /** Goes to an address and waits until it has loaded. */
  goto(url: string): Promise<void>;
  /** Lets time pass on the page, in the visitor's later pages too. Whole ms. */
  wait(ms: number): Promise<void>;
  /** What the page's first frames showed; asks after the first paint. */
  frames(): Promise<FrameRecord>;
  close(): Promise<void>;
}

/** Opens a page for a new visitor: nothing stored, nothing cached. */
export async function createVisitor(
  browser: Browser,
  { offsetMs = 0, sabotage }: VisitorOptions = {},
): Promise<Visitor> {
  const context: BrowserContext = await browser.createBrowserContext();
  const page = await context.newPage();
  const log = logPage(page);
  let offset = offsetMs;
  await page.evaluateOnNewDocument(recordFrames, 'ink-slot');
  let clock = await page.evaluateOnNewDocument(installClock, offset);
  if (sabotage) await page.evaluateOnNewDocument(sabotage);
  return {
    page,
    log,
    async goto(url) {
      await page.goto(url, { waitUntil: 'load' });
    },
    async wait(ms) {
      offset += ms;
      await page.evaluate((n) => window.__clock.advance(n), ms);
      await page.removeScriptToEvaluateOnNewDocument(clock.identifier);
      clock = await page.evaluateOnNewDocument(installClock, offset);
    },
    async frames() {
      await page.waitForFunction(() => 'first-contentful-paint' in window.__frames.paints);
      return page.evaluate(() => window.__frames);
    },
    close: () => context.close(),
  };
}
