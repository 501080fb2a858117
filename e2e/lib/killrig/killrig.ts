import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { killBrowser, prepareCrash } from '../faults/kill.ts';
import { events, status } from '../faults/sdk.ts';
import { openPuppeteerTab, type Tab, until } from '../faults/tab.ts';
import type { Lab, Room } from '../lab/lab.ts';
import { type LaunchedBrowser, launchBrowser } from '../launch.ts';
import { openBystander, writeUntilKilled } from './write-until-killed.ts';

/** How long, and in what. */
export interface KillrigOptions {
  readonly engine: 'chromium' | 'firefox';
  readonly kills: number;
  readonly onProgress?: (line: string) => void;
}

/** What came of it. */
export interface KillrigResult {
  readonly engine: string;
  /** Times the whole browser was ended by SIGKILL. */
  readonly kills: number;
  /** Times a tab was crashed and the browser lived on. Chromium only. */
  readonly crashes: number;
  /** Events that the witness knew to be acknowledged. */
  readonly acknowledged: number;
  /** Of those, how many were not there afterwards, though the origin's other database was. */
  readonly lost: number;
  /**
   * Ends after which the browser had thrown away every database of the origin, also the one that is
   * none of ours. Chromium does so: it writes a record's head and body by two calls, goes on behind a
   * head whose body never came, and finds the sum wrong at the start after that.
   */
  readonly wiped: number;
  /** Events that were there more than once, acknowledged or not. */
  readonly doubled: number;
  /** Events that were there though nobody had heard of their acknowledgement. */
  readonly unheard: number;
}

/** After so many lives another origin is used: what is read back must not grow without end. */
const LIVES_PER_ORIGIN = 20;
const BURST = 40;
const PATIENCE_MS = 60_000;
/** A database of the same origin that we have no hand in. */
const BYSTANDER = 'bystander';

/**
 * Ends a real browser in the middle of writing, again and again on one profile, and compares what is
 * there afterwards with what a witness, outside of the browser, heard to be acknowledged.
 *
 * In Chromium every second end is a crash of the tab alone.
 */
export async function runKillrig(lab: Lab, options: KillrigOptions): Promise<KillrigResult> {
  const { engine, kills, onProgress } = options;
  const profile = await mkdtemp(join(tmpdir(), `inkling-killrig-${engine}-`));
  const start = () => launchBrowser(engine, { profile });
  const room = await lab.room();
  const sum = { kills: 0, crashes: 0, acknowledged: 0, lost: 0, wiped: 0, doubled: 0, unheard: 0 };
  let launched = await start();
  try {
    for (let life = 0; life < kills; life += 1) {
      const crashOnly = engine === 'chromium' && life % 2 === 1;
      const host = `k${Math.floor(life / LIVES_PER_ORIGIN)}.localhost`;
      const tab = await openPuppeteerTab(launched.browser);
      await endWhileWriting({ launched, room, tab, life, host, crashOnly });
      sum[crashOnly ? 'crashes' : 'kills'] += 1;
      if (crashOnly) await tab.close().catch(() => {});
      else launched = await start();
      const found = await compare(room, await openPuppeteerTab(launched.browser), life, host);
      for (const name of ['acknowledged', 'lost', 'wiped', 'doubled', 'unheard'] as const) {
        sum[name] += found[name];
      }
      onProgress?.(`${engine} ${life + 1} of ${kills}: ${JSON.stringify(found)}`);
    }
  } finally {
    await launched.close().catch(() => {});
    await room.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  return { engine, ...sum };
}

interface Life {
  readonly launched: LaunchedBrowser;
  readonly room: Room;
  readonly tab: Tab;
  readonly life: number;
  readonly host: string;
  readonly crashOnly: boolean;
}

async function endWhileWriting({
  launched,
  room,
  tab,
  life,
  host,
  crashOnly,
}: Life): Promise<void> {
  await tab.goto(room.page('/lab/writer', {}, host));
  await until(
    async () => ((await status(tab)).mode === 'stored' ? null : 'not stored'),
    PATIENCE_MS,
  );
  await tab.call(openBystander, BYSTANDER);
  const crash = crashOnly ? await prepareCrash(launched.browser, tab) : null;
  tab.call(writeUntilKilled, life, BURST).catch(() => {}); // It never ends by itself.
  const wanted = 1 + Math.floor(Math.random() * 4);
  await until(async () => (heard(room, life).length >= wanted ? null : 'unheard'), PATIENCE_MS);
  await pause(Math.random() * 20);
  await (crash?.() ?? killBrowser(launched.browser));
}

/** How many events of a life were acknowledged, each time that the witness heard of it. */
function heard(room: Room, life: number): number[] {
  return room.witness
    .map((line) => line.split(' ').map(Number))
    .filter(([of]) => of === life)
    .map(([, n = 0]) => n);
}

async function compare(room: Room, tab: Tab, life: number, host: string) {
  await tab.goto(room.page('/lab/reader', {}, host));
  await until(
    async () => ((await status(tab)).mode === 'stored' ? null : 'not stored'),
    PATIENCE_MS,
  );
  const times = new Map<string, number>();
  for (const { type, params } of await events(tab)) {
    if (type === 'lab') times.set(`${params.k}`, (times.get(`${params.k}`) ?? 0) + 1);
  }
  const isThere = await tab.call(async (name: string) => {
    const all = await indexedDB.databases();
    return all.some((database) => database.name === name);
  }, BYSTANDER);
  await tab.close();
  const count = Math.max(0, ...heard(room, life));
  const names = Array.from({ length: count }, (_, n) => `${life}-${n}`);
  const missing = names.filter((k) => !times.has(k)).length;
  const own = [...times.keys()].filter((k) => k.startsWith(`${life}-`));
  return {
    acknowledged: count,
    lost: isThere ? missing : 0,
    wiped: isThere ? 0 : 1,
    // Of all lives: what was right after the last end must still be.
    doubled: [...times.values()].filter((n) => n > 1).length,
    unheard: own.length - (names.length - missing),
  };
}
