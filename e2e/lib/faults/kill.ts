import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'puppeteer-core';
import type { Tab } from './tab.ts';

/** Ends a browser that we started, at once, as the system does when it runs out of memory. */
export async function killBrowser(browser: Browser): Promise<void> {
  const child = browser.process();
  if (!child?.pid) throw new Error('This browser is not a child of ours.');
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const descendants = childrenOf(child.pid);
  child.kill('SIGKILL');
  await gone;
  // A browser's helpers end by themselves when it is gone; a wrapper script's browser does not.
  for (const pid of descendants) end(pid);
}

/**
 * Makes what crashes a tab, also one that no longer answers: Chromium's by its own command, all of
 * Firefox's by ending the processes that hold pages.
 */
export async function prepareCrash(browser: Browser, { page }: Tab): Promise<() => Promise<void>> {
  if (!page) throw new Error('Only puppeteer can crash a tab.');
  if ((await browser.version()).toLowerCase().includes('firefox')) {
    return async () => {
      const pid = browser.process()?.pid;
      const held = (pid ? childrenOf(pid) : []).filter((child) =>
        /\stab$/.test(commandLine(child)),
      );
      for (const child of held) end(child);
      while (held.some((child) => existsSync(`/proc/${child}/exe`))) await pause(10);
    };
  }
  const session = await page.createCDPSession();
  await session.send('Inspector.enable');
  const crashed = new Promise<void>((resolve) => {
    session.once('Inspector.targetCrashed', () => resolve());
    page.once('error', () => resolve());
  });
  return () => {
    session.send('Page.crash').catch(() => {}); // There is nobody left to answer.
    return crashed;
  };
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** All processes below one, by `/proc`. */
function childrenOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // Gone meanwhile.
    }
  }
  const below = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === root || below(parent));
  };
  return [...parents.keys()].filter(below);
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}
