import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { dumpStorage } from '../lib/dump-storage.ts';
import { status, type WithSdk } from '../lib/faults/sdk.ts';
import { openPuppeteerTab, until } from '../lib/faults/tab.ts';
import { findOnDisk } from '../lib/find-on-disk.ts';
import { type Lab, type Room, startLab } from '../lib/lab/lab.ts';
import { launchBrowser } from '../lib/launch.ts';
import { requireBrowser } from '../lib/require-browser.ts';

const NOTHING = { indexedDb: {}, localStorage: {}, sessionStorage: {}, cookies: '', caches: [] };

let lab: Lab;
let room: Room;
let profile: string;

beforeAll(async () => {
  lab = await startLab();
}, 120_000);
afterAll(() => lab.close(), 30_000);
beforeEach(async () => {
  room = await lab.room();
  profile = await mkdtemp(join(tmpdir(), 'inkling-privacy-'));
});
afterEach(async () => {
  await room.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
});

/** What the browser told anybody but for a plain look at script and rules. */
function told(marker: string): string[] {
  return room.edge.log
    .filter(({ method, path, body }) => method !== 'GET' || `${path}${body}`.includes(marker))
    .map(({ method, path }) => `${method} ${path}`);
}

async function visit(
  engine: 'chromium' | 'firefox',
  consent: 'ask' | 'granted',
  marker: string,
  forget: boolean,
): Promise<unknown[]> {
  const { browser, close } = await launchBrowser(engine, { profile });
  const dumps: unknown[] = [];
  try {
    const tab = await openPuppeteerTab(browser);
    for (const path of ['/lab/a', '/lab/b']) {
      await tab.goto(room.page(path, { consent }));
      await until(() =>
        tab.call(() => ('q' in (window as object as WithSdk).inkling ? 'stub' : null)),
      );
      await tab.call(async (text) => {
        const { inkling } = window as unknown as WithSdk;
        await inkling.ready();
        for (let k = 0; k < 20; k += 1) inkling.track('lab', { k, marker: text });
        await window.__clock.advance(30_000);
      }, marker);
      if (consent === 'granted') {
        await until(async () => ((await status(tab)).pending === 0 ? null : 'still writing'));
      }
      if (forget) await tab.call(() => (window as unknown as WithSdk).inkling.forget());
      dumps.push(await tab.call(dumpStorage));
      if (forget) break;
    }
    await tab.goto(room.page('/lab/elsewhere', { sdk: false }));
    dumps.push(await tab.call(dumpStorage));
  } finally {
    await close();
  }
  return dumps;
}

test.for(['chromium', 'firefox'] as const)(
  'before consent %s holds nothing of ours, in no store and in no file, and says nothing',
  { timeout: 120_000 },
  async (engine, context) => {
    await requireBrowser(engine, context);
    const marker = randomBytes(18).toString('base64url');
    for (const dump of await visit(engine, 'ask', marker, false)) expect(dump).toEqual(NOTHING);
    expect(told(marker)).toEqual([]);
    expect(findOnDisk(profile, marker)).toEqual([]);
  },
);

test.for(['chromium', 'firefox'] as const)(
  'after forget() no store of %s holds anything of ours, and nothing more is sent',
  { timeout: 120_000 },
  async (engine, context) => {
    await requireBrowser(engine, context);
    const marker = randomBytes(18).toString('base64url');
    for (const dump of await visit(engine, 'granted', marker, true)) expect(dump).toEqual(NOTHING);
    expect(room.edge.log.filter(({ path, body }) => `${path}${body}`.includes(marker))).toEqual([]);
    // Chromium's files keep deleted bytes until it tidies them up, which no page can make it do.
    if (engine === 'firefox') expect(findOnDisk(profile, marker)).toEqual([]);
  },
);

test('with consent the marker is found, so that not finding it says something', async (context) => {
  await requireBrowser('chromium', context);
  const marker = randomBytes(18).toString('base64url');
  await visit('chromium', 'granted', marker, false);
  expect(findOnDisk(profile, marker)).not.toEqual([]);
}, 120_000);
