import type { Inkling } from '../../api.ts';
import type { Purpose } from '../../consent/consent.ts';
import { guard, type Page } from '../lib/page.ts';

/** Whether the choice that was kept, perhaps by another tab just now, is not a yes. */
function isRefused(win: Page, purpose: Purpose): boolean {
  try {
    const kept: unknown = JSON.parse(win.localStorage.getItem('inkling:consent') ?? 'null');
    return kept !== null && Object(kept)[purpose] !== true;
  } catch {
    return false; // No storage: what the SDK says holds.
  }
}

/** Whether the visitor allows a purpose now. */
export function allows(win: Page, inkling: Inkling, purpose: Purpose): boolean {
  return inkling.status().consent[purpose] === true && !isRefused(win, purpose);
}

/**
 * Calls back whenever what {@link allows} says or the activated segments may have changed: after a call
 * that changes them here, a choice in another tab, a step of the SDK, or the return to this tab.
 */
export function watchAds(win: Page, inkling: Inkling, callback: () => void): void {
  const look = guard(callback);
  for (const name of ['consent', 'forget', 'reset'] as const) {
    const own = inkling[name] as (...args: unknown[]) => unknown;
    (inkling as unknown as Record<string, unknown>)[name] = (...args: unknown[]): unknown => {
      const result = own(...args);
      look();
      if (result instanceof Promise) result.then(look, look);
      return result;
    };
  }
  win.document.addEventListener('inkling:change', look);
  win.document.addEventListener('visibilitychange', look);
  for (const type of ['storage', 'pageshow']) win.addEventListener(type, look);
  look();
}
