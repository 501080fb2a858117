import { mkdtemp, rm, writeFile } from 'node:fs/promises';
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
  /** Folder of the profile. */
  readonly profile: string;
  /** Ends the browser and deletes its profile, unless it was given. */
  close(): Promise<void>;
}

/** What differs from the usual. */
export interface LaunchOptions {
  /** A folder that outlives the browser; a fresh one, deleted at the end, unless stated. */
  readonly profile?: string;
  /** Flags for Chromium. */
  readonly args?: readonly string[];
  /** Preferences for Firefox. */
  readonly prefs?: Readonly<Record<string, unknown>>;
  /** Keeps what automation switches off by default: back/forward cache and extensions. */
  readonly asShipped?: boolean;
}

/**
 * Starts Chromium or Firefox.
 *
 * @throws Error that says how to get the browser, when there is none.
 */
export async function launchBrowser(
  name: 'chromium' | 'firefox',
  { profile: given, args = [], prefs = {}, asShipped = false }: LaunchOptions = {},
): Promise<LaunchedBrowser> {
  const found = await findBrowser(name);
  if (!found.path) throw new Error(`No ${name}: ${found.howToGet}.`);
  const profile = given ?? (await mkdtemp(join(tmpdir(), `inkling-${name}-`)));
  // Firefox that was killed may have left none, and puppeteer keeps a copy of it.
  if (given && name === 'firefox') await writeFile(join(given, 'user.js'), '', { flag: 'a' });
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await launch({
    browser: name === 'firefox' ? 'firefox' : 'chrome',
    executablePath: found.path,
    userDataDir: profile,
    defaultViewport: { width: 1280, height: 800 },
    args: name === 'firefox' ? [] : [...CHROMIUM_FLAGS, ...asRoot, ...found.args, ...args],
    extraPrefsFirefox: { ...(asShipped && { 'fission.bfcacheInParent': true }), ...prefs },
    ...(asShipped && {
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
      enableExtensions: true,
    }),
  });
  return {
    browser,
    profile,
    async close() {
      await browser.close();
      if (!given) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
