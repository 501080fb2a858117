import type { Stack } from '../../tools/stack/start-stack.ts';
import { startTestStack } from './test-stack.ts';

import { type BrowserSuite, withBrowser } from './with-browser.ts';

/** What every test of a suite works with. */
export interface Suite extends Pick<BrowserSuite<Stack>, 'visitor'> {
  readonly stack: Stack;
}

/** A stack and a browser for the tests of a file. */
export function withStack(name: 'chromium' | 'firefox' = 'chromium'): Suite {
  const suite = withBrowser(startTestStack, name);
  return {
    get stack() {
      return suite.site;
    },
    visitor: suite.visitor,
  };
}
