import { guard, type Page } from './page.ts';
import { readSettings } from './read-settings.ts';

const RUNNING = Symbol.for('inkling.adapters');

/** Starts an adapter with the page's settings for it, unless it runs on this page already. */
export function run<T extends object>(
  win: Page,
  name: string,
  start: (win: Page, settings: Partial<T>) => void,
): void {
  guard(() => {
    const page = win as unknown as { [RUNNING]?: Set<string> };
    page[RUNNING] ??= new Set();
    if (page[RUNNING].has(name)) return;
    page[RUNNING].add(name);
    const settings = readSettings<T>(win, name);
    if (settings) start(win, settings);
  })();
}
