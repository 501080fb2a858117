import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, launch } from 'puppeteer-core';
import { findBrowser } from './find-browser.ts';

const CHROMIUM_FLAGS = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-dev-shm-usage',
  // A hidden tab of a test must go on at full speed.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
];

/** A running browser with a profile of its own. */
export interface LaunchedBrowser {
  readonly browser: Browser;
  /** Ends the browser and deletes its profile. */
  close(): Promise<void>;
}

/**
 * Starts Chromium or Firefox with a fresh profile.
 *
 * @param firefoxPrefs - Settings of Firefox that differ from its own.
 * @throws Error that says how to get the browser, when there is none.
 */
export async function launchBrowser(
  name: 'chromium' | 'firefox',
  firefoxPrefs: Readonly<Record<string, boolean>> = {},
): Promise<LaunchedBrowser> {
  const found = await findBrowser(name);
  if (!found.path) throw new Error(`No ${name}: ${found.howToGet}.`);
  const profile = await mkdtemp(join(tmpdir(), `inkling-${name}-`));
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await launch({
    browser: name === 'firefox' ? 'firefox' : 'chrome',
    extraPrefsFirefox: firefoxPrefs,
    executablePath: found.path,
    userDataDir: profile,
    defaultViewport: { width: 1280, height: 800 },
    args: name === 'firefox' ? [] : [...CHROMIUM_FLAGS, ...asRoot, ...found.args],
  });
  return {
    browser,
    async close() {
      await browser.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
