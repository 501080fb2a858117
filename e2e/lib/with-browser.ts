import { afterAll, beforeAll, beforeEach } from 'vitest';
import { findBrowser } from './find-browser.ts';
import { type LaunchedBrowser, launchBrowser } from './launch.ts';
import { requireBrowser } from './require-browser.ts';
import { createVisitor, type Visitor, type VisitorOptions } from './visitor.ts';

/** What every test of a suite works with. */
export interface BrowserSuite<T> {
  /** What was started. */
  readonly site: T;
  /** A new visitor, who leaves at the end of the suite. */
  visitor(options?: VisitorOptions): Promise<Visitor>;
}

/**
 * Starts something and a browser before the tests of a file and stops them after; skips the tests,
 * or fails them where browsers are required, when the browser is absent.
 */
export function withBrowser<T extends { close(): Promise<void> }>(
  start: () => Promise<T>,
  name: 'chromium' | 'firefox' = 'chromium',
): BrowserSuite<T> {
  let started: T | undefined;
  let launched: LaunchedBrowser | undefined;
  beforeAll(async () => {
    if (!(await findBrowser(name)).path) return;
    // One after the other, so that a failure leaves nothing running that nobody knows of.
    started = await start();
    launched = await launchBrowser(name);
  }, 120_000);
  afterAll(async () => {
    await launched?.close();
    await started?.close();
  }, 30_000);
  beforeEach((context) => requireBrowser(name, context));
  return {
    get site() {
      return started!;
    },
    visitor: (options) => createVisitor(launched!.browser, options),
  };
}
