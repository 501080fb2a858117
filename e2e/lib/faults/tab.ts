import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import type { WebDriver } from 'selenium-webdriver';

/** Longest wait for anything that a page should do, real ms. */
export const PATIENCE_MS = 12_000;

/** One tab of any browser. */
export interface Tab {
  /** `undefined` where the browser is driven by WebDriver. */
  readonly page: Page | undefined;
  /** Goes to an address; resolves when the page has loaded. */
  goto(url: string): Promise<void>;
  /** Goes back one entry; resolves at once. */
  back(): Promise<void>;
  front(): Promise<void>;
  /** Runs a function inside the page and waits for what it promises; its answer travels as JSON. */
  call<A extends readonly unknown[], R>(fn: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
  close(): Promise<void>;
}

/** Opens a tab of Chromium or Firefox. */
export async function openPuppeteerTab(browser: Browser): Promise<Tab> {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  return {
    page,
    goto: async (url) => void (await page.goto(url, { waitUntil: 'load' })),
    back: () => page.evaluate(() => void setTimeout(() => history.back())),
    front: () => page.bringToFront(),
    call: (fn, ...args) => page.evaluate(fn as never, ...(args as never)) as never,
    close: () => page.close(),
  };
}

/** The one tab of WebKit. Leaving it is all that closing does. */
export function webdriverTab(driver: WebDriver): Tab {
  return {
    page: undefined,
    goto: (url) => driver.get(url),
    back: () => driver.navigate().back(),
    front: async () => {},
    call: (fn, ...args) => driver.executeScript(`return (${fn})(...arguments)`, ...args) as never,
    close: () => driver.get('about:blank'),
  };
}

/**
 * Asks again and again until there is nothing to complain of.
 *
 * @param ask - Gives what is wrong, `null` for nothing. A page may be between two documents, so
 *   what it throws is what is wrong.
 * @throws Error with the last complaint, after {@link PATIENCE_MS}.
 */
export async function until(ask: () => Promise<string | null>, patienceMs = PATIENCE_MS) {
  const end = performance.now() + patienceMs;
  for (;;) {
    const wrong = await ask().catch((error: unknown) => `${error}`);
    if (wrong === null) return;
    if (performance.now() > end) throw new Error(wrong);
    await pause(25);
  }
}
