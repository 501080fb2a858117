import type { Page } from 'puppeteer-core';
import { launchBrowser } from '../launch.ts';
import { launchWebKit } from '../launch-webkit.ts';
import { type PaintedVariant, startScreencast } from './screencast.ts';
import type { FrameWatch } from './watch-frames.ts';

/** The browsers whose frames are watched, and how. */
export const ENGINES = {
  'chromium 1 ×': 'compositor frames by their pixels, and the page in each frame callback',
  'chromium 4 ×': 'as at full speed, with the processor slowed down to a quarter',
  'firefox 1 ×': 'the page after each real paint (MozAfterPaint), and in each frame callback',
  'webkit 1 ×': 'the page in each frame callback',
} as const;
/** An engine with the factor by which its processor is slowed down. */
export type EngineName = keyof typeof ENGINES;

/** What one view of a page showed. */
export interface View {
  readonly watch: FrameWatch;
  /** What the compositor's frames showed, where the browser gives them out; else nothing. */
  readonly pictures: readonly PaintedVariant[];
}

/** One visitor's browser with one tab. */
export interface FrameBrowser {
  /** Opens a page and waits until an expression is true on it. */
  open(url: string, until: string): Promise<void>;
  /** Runs an expression on the page, without waiting for a promise that it may give. */
  run(expression: string): Promise<void>;
  /** Waits until an expression is true on the page. */
  becomes(expression: string): Promise<void>;
  /** Opens a page and keeps what it showed until it is done and an expression is true on it. */
  view(url: string, until: string): Promise<View>;
  close(): Promise<void>;
}

/** Large enough for the whole of the watched part. */
const WINDOW = { width: 1280, height: 1700 };
const PATIENCE_MS = 20_000;
const DONE = 'window.__watch?.done';

/** Starts a browser with a profile of its own. */
export function openEngine(name: EngineName): Promise<FrameBrowser> {
  if (name === 'webkit 1 ×') return openWebKit();
  if (name === 'firefox 1 ×') return openPuppeteer('firefox', 1);
  return openPuppeteer('chromium', name === 'chromium 4 ×' ? 4 : 1);
}

async function openPuppeteer(
  engine: 'chromium' | 'firefox',
  slowdown: number,
): Promise<FrameBrowser> {
  const prefs = { 'dom.send_after_paint_to_content': true };
  const { browser, close } = await launchBrowser(engine, { prefs });
  const page = await browser.newPage();
  await page.setViewport(WINDOW);
  page.setDefaultTimeout(PATIENCE_MS);
  if (slowdown > 1) await page.emulateCPUThrottling(slowdown);
  const cast = engine === 'chromium' ? await startScreencast(browser, page) : undefined;
  const becomes = async (expression: string) =>
    void (await page.waitForFunction(`!!(${expression})`));
  const open = async (url: string, until: string): Promise<void> => {
    await page.goto(url, { waitUntil: 'load' });
    await becomes(until);
  };
  return {
    open,
    becomes,
    close,
    async run(expression) {
      await page.evaluate(`void (${expression})`);
    },
    async view(url, until) {
      await leave(page);
      cast?.begin();
      await open(url, `${DONE} && ${until}`);
      const watch = await page.evaluate<[], () => FrameWatch>('window.__watch' as never);
      return { watch, pictures: (await cast?.end()) ?? [] };
    },
  };
}

/** So that no frame of the page before is taken for one of the next. */
async function leave(page: Page): Promise<void> {
  await page.goto('about:blank');
}

async function openWebKit(): Promise<FrameBrowser> {
  const { driver, close } = await launchWebKit();
  await driver
    .manage()
    .window()
    .setRect({ x: 0, y: 0, ...WINDOW });
  const becomes = async (expression: string): Promise<void> => {
    const isSo = (): Promise<boolean> => driver.executeScript(`return !!(${expression})`);
    await driver.wait(isSo, PATIENCE_MS, `never: ${expression}`);
  };
  const open = async (url: string, until: string): Promise<void> => {
    await driver.get(url);
    await becomes(until);
  };
  return {
    open,
    becomes,
    close,
    run: (expression) => driver.executeScript(`void (${expression})`),
    async view(url, until) {
      await open(url, `${DONE} && ${until}`);
      return { watch: await driver.executeScript('return window.__watch'), pictures: [] };
    },
  };
}
