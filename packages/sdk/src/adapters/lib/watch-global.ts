import { guard, type Page } from './page.ts';

const FIRST_WAIT_MS = 50;
/** The next look comes after about a quarter of the time that was waited already. */
const SLOWER = 1.25;

type Anything = (...args: readonly unknown[]) => unknown;

/**
 * Calls back with the function that a page has under a global name, however late it comes, and with
 * each other one that takes its place.
 *
 * Looks ever more rarely: one that is a minute late is found after at most 15 s more.
 */
export function watchGlobal(win: Page, name: string, callback: (found: Anything) => void): void {
  let known: unknown;
  const look = guard((waitMs: number) => {
    win.setTimeout(look, waitMs, waitMs * SLOWER);
    const found = (win as unknown as Record<string, unknown>)[name];
    if (typeof found !== 'function' || found === known) return;
    known = found;
    callback(found as Anything);
  });
  look(FIRST_WAIT_MS);
}
