import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserName } from '../find-browser.ts';
import type { Lab } from '../lab/lab.ts';
import { type LaunchedBrowser, launchBrowser } from '../launch.ts';
import { type LaunchedWebKit, launchWebKit } from '../launch-webkit.ts';
import { checks } from './checks.ts';
import { guestFaults, watch } from './guest.ts';
import { killBrowser } from './kill.ts';
import { type FaultRow, nameOf, paramsOf } from './row.ts';
import type { Run } from './run.ts';
import { steps } from './steps.ts';
import { openPuppeteerTab, type Tab, until, webdriverTab } from './tab.ts';

/** Browsers that rows share, started when the first row asks. */
export interface Browsers {
  puppeteer(name: 'chromium' | 'firefox'): Promise<LaunchedBrowser>;
  webkit(): Promise<LaunchedWebKit>;
  close(): Promise<void>;
}

/** Longest time for a row, real ms. */
const ROW_MS = 120_000;
/** How often a row is run that failed only by what a busy browser does now and then. */
const TRIES = 3;
/** Our script was held up; the page was thrown out of the back/forward cache. */
const NOW_AND_THEN = /long: |back\/forward cache$/;
const AS_SHIPPED = { asShipped: true } as const;

export function createBrowsers(): Browsers {
  const started = new Map<string, Promise<LaunchedBrowser>>();
  let webkit: Promise<LaunchedWebKit> | undefined;
  return {
    puppeteer(name) {
      const there = started.get(name) ?? launchBrowser(name, AS_SHIPPED);
      started.set(name, there);
      return there;
    },
    webkit() {
      webkit ??= launchWebKit();
      return webkit;
    },
    async close() {
      await Promise.allSettled([...started.values(), webkit].map(async (b) => (await b)?.close()));
    },
  };
}

/**
 * Runs a row in one engine.
 *
 * @returns What is wrong; empty when all that is expected holds, and the host page has suffered
 *   nothing.
 */
export async function runRow(...args: Parameters<typeof runOnce>): Promise<string[]> {
  let wrong: string[] = [];
  // Ours is at fault when it is so each time.
  for (let i = 0; i < TRIES; i += 1) {
    wrong = await runOnce(...args);
    if (wrong.length === 0 || !wrong.every((line) => NOW_AND_THEN.test(line))) break;
  }
  return wrong;
}

async function runOnce(
  row: FaultRow,
  engine: BrowserName,
  lab: Lab,
  browsers: Browsers,
): Promise<string[]> {
  const room = await lab.room();
  const shared = engine === 'webkit' || row.launch ? undefined : await browsers.puppeteer(engine);
  const stage = row.launch
    ? await ownStage(row, engine as 'chromium' | 'firefox')
    : await sharedStage(shared, engine === 'webkit' ? await browsers.webkit() : undefined);
  const evidence: string[] = [];
  const run: Run = {
    engine,
    lab,
    room,
    tabs: new Map(),
    newTab: async () => watch(await stage.newTab(), evidence),
    get browser() {
      return stage.browser();
    },
    async restart(how, between) {
      run.tabs.clear();
      await stage.restart(how, between);
    },
    page: {},
    host: '127.0.0.1',
    k: 0,
    notes: new Map([['inject', row.inject]]),
    lift: () => {},
  };
  const tooLong = new AbortController();
  try {
    return await Promise.race([
      play(row, run, evidence),
      pause(ROW_MS, [`not done after ${ROW_MS} ms`], { signal: tooLong.signal }),
    ]);
  } finally {
    tooLong.abort();
    await Promise.resolve(run.lift()).catch(() => {});
    await stage.close();
    if (run.notes.has('mounted')) execFileSync('umount', ['-l', `${run.notes.get('mounted')}`]);
    await room.close();
  }
}

async function play(row: FaultRow, run: Run, evidence: string[]): Promise<string[]> {
  let at = '';
  try {
    if (!row.steps.some((step) => nameOf(step) === 'inject')) await steps.inject(run, {});
    for (const step of row.steps) {
      at = JSON.stringify(step);
      const act = steps[nameOf(step) as keyof typeof steps] as (r: Run, p: object) => unknown;
      await act(run, paramsOf(step));
    }
    for (const check of row.expect) {
      at = `expect ${JSON.stringify(check)}`;
      const ask = checks[nameOf(check) as keyof typeof checks] as (r: Run, p: object) => never;
      await until(() => ask(run, paramsOf(check)));
    }
  } catch (error) {
    return [`${at}: ${error instanceof Error ? error.message : error}`, ...evidence];
  }
  return guestFaults(row, run, evidence);
}

interface Stage {
  newTab(): Promise<Tab>;
  browser(): LaunchedBrowser['browser'] | undefined;
  restart: Run['restart'];
  close(): Promise<void>;
}

/** Tabs of a browser that other rows use, too. */
async function sharedStage(
  shared: LaunchedBrowser | undefined,
  webkit: LaunchedWebKit | undefined,
): Promise<Stage> {
  const opened: Tab[] = [];
  return {
    browser: () => shared?.browser,
    async newTab() {
      const tab = webkit ? webdriverTab(webkit.driver) : await openPuppeteerTab(shared!.browser);
      opened.push(tab);
      return tab;
    },
    restart: () => Promise.reject(new Error('Only a row with `launch` may end its browser.')),
    async close() {
      for (const tab of opened) await tab.close().catch(() => {});
    },
  };
}

/** A browser for one row, on a profile that outlives it. */
async function ownStage(row: FaultRow, engine: 'chromium' | 'firefox'): Promise<Stage> {
  const profile = await mkdtemp(join(tmpdir(), `inkling-${engine}-`));
  const start = () => launchBrowser(engine, { ...AS_SHIPPED, ...row.launch, profile });
  let launched = await start();
  return {
    browser: () => launched.browser,
    newTab: () => openPuppeteerTab(launched.browser),
    async restart(how, between) {
      await (how === 'kill' ? killBrowser(launched.browser) : launched.close());
      await between?.(profile);
      launched = await start();
    },
    async close() {
      await launched.close().catch(() => {});
      await rm(profile, { recursive: true, force: true, maxRetries: 5 }).catch(() => {});
    },
  };
}
