import type { TestContext } from 'vitest';
import { type BrowserName, findBrowser } from './find-browser.ts';

/**
 * Skips the test with a word on how to get the browser where it is absent; with
 * `INKLING_REQUIRE_BROWSERS` or `CI` set, fails instead.
 *
 * @throws Error when the browser is absent and required.
 */
export async function requireBrowser(name: BrowserName, context: TestContext): Promise<void> {
  const found = await findBrowser(name);
  if (found.path) return;
  const message = `No ${name}: ${found.howToGet}.`;
  if (process.env.INKLING_REQUIRE_BROWSERS || process.env.CI) throw new Error(message);
  context.skip(message);
}
