import type { Evidence } from '../lab/evidence.ts';
import type { FaultRow } from './row.ts';
import type { Run } from './run.ts';
import { type Tab, until } from './tab.ts';

/** Gives a tab back that leaves what its pages have seen in `evidence` before it goes elsewhere. */
export function watch(tab: Tab, evidence: string[]): Tab {
  return {
    ...tab,
    async goto(url) {
      await collect(tab, evidence);
      await tab.goto(url);
    },
    async close() {
      await collect(tab, evidence);
      await tab.close();
    },
  };
}

async function collect(tab: Tab, evidence: string[]): Promise<void> {
  const found = await tab.call(() => window.__host as Evidence | undefined).catch(() => undefined);
  if (!found) return;
  evidence.push(
    ...found.errors.map((error) => `error: ${error}`),
    ...found.shifts.map((score) => `layout shift: ${score}`),
    ...found.long.map((what) => `long: ${what}`),
  );
}

/**
 * What the host page has suffered over a row: uncaught errors, layout shifts, frames that our script
 * held up for over 50 ms, and pages that cannot come back from the back/forward cache.
 */
export async function guestFaults(row: FaultRow, run: Run, evidence: string[]): Promise<string[]> {
  const tab = run.tabs.get('a');
  if (tab && !row.guest?.bfcache && run.engine !== 'webkit') {
    const lost = await comesBack(run, tab).catch((error: unknown) => `bfcache: ${error}`);
    if (lost) evidence.push(lost);
  }
  for (const open of run.tabs.values()) await collect(open, evidence);
  const excused = Object.keys(row.guest ?? {});
  return [...new Set(evidence)].filter((line) => !excused.some((word) => line.startsWith(word)));
}

/** A browser may refuse once because something was under way; what never comes back is lost. */
const TRIES = 3;

/** Leaves a page and goes back to it; says why it was not restored from the back/forward cache. */
export async function comesBack(run: Run, tab: Tab): Promise<string | null> {
  let lost: string | null = null;
  for (let i = 0; i < TRIES; i += 1) {
    lost = await leaveAndReturn(run, tab);
    if (lost === null) break;
  }
  return lost;
}

async function leaveAndReturn(run: Run, tab: Tab): Promise<string | null> {
  await tab.front();
  const reasons = run.engine === 'chromium' ? await watchReasons(tab) : [];
  await tab.goto(run.room.page('/lab/elsewhere', { sdk: false }, run.host));
  await tab.back();
  await until(() => tab.call(() => (location.pathname === '/lab/elsewhere' ? 'stays' : null)));
  const restored = await tab.call(() => window.__host.restored);
  return restored ? null : `bfcache: not restored: ${reasons}`;
}

/** Why Chromium has not restored a page, growing; `notRestoredReasons` masks most of it. */
async function watchReasons(tab: Tab): Promise<string[]> {
  const session = await tab.page!.createCDPSession();
  await session.send('Page.enable');
  const reasons: string[] = [];
  session.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) => {
    reasons.push(
      ...notRestoredExplanations.map(({ reason, context }) => `${reason} ${context ?? ''}`),
    );
  });
  return reasons;
}
