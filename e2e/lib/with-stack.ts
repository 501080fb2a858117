import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Stack } from '../../tools/stack/start-stack.ts';
import { findBrowser } from './find-browser.ts';
import { type LaunchedBrowser, launchBrowser } from './launch.ts';
import { requireBrowser } from './require-browser.ts';
import { startTestStack } from './test-stack.ts';
import { createVisitor, type Visitor, type VisitorOptions } from './visitor.ts';

/** What every test of a suite works with. */
export interface Suite {
  readonly stack: Stack;
  /** A new visitor, who leaves at the end of the suite. */
  visitor(options?: VisitorOptions): Promise<Visitor>;
}

/**
 * Starts a stack and a browser before the tests of a file and stops them after; skips the tests, or
 * fails them where browsers are required, when the browser is absent.
 */
export function withStack(name: 'chromium' | 'firefox' = 'chromium'): Suite {
  let stack: Stack | undefined;
  let launched: LaunchedBrowser | undefined;
  beforeAll(async () => {
    if (!(await findBrowser(name)).path) return;
    // One after the other, so that a failure leaves nothing running that nobody knows of.
    stack = await startTestStack();
    launched = await launchBrowser(name);
  }, 120_000);
  afterAll(async () => {
    await launched?.close();
    await stack?.close();
  }, 30_000);
  beforeEach((context) => requireBrowser(name, context));
  return {
    get stack() {
      return stack!;
    },
    visitor: (options) => createVisitor(launched!.browser, options),
  };
}
