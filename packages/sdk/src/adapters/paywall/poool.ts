import { type AdSettings, watchAdSegments } from '../ads/ad-segments.ts';
import type { Page } from '../lib/page.ts';

/** A paywall waits no longer than this for what is known of the visitor, ms. */
const PATIENCE_MS = 500;

/** The part of Poool's configuration that is filled in; as in `@types/poool-access`. */
export interface PooolConfig {
  custom_segment?: string;
}

/**
 * Gives the page `inklingPoool()`, which resolves with what to pass to `Access.init(…).config(…)`:
 * the value of the first of the settings' segments that the visitor is in, or nothing.
 */
export function startPoool(win: Page, settings: Partial<AdSettings>): void {
  let config: PooolConfig = {};
  const known = new Promise<void>((resolve) => {
    win.setTimeout(resolve, PATIENCE_MS);
    const tell = ([first]: readonly string[]): void => {
      const value = first && settings.segments?.[first];
      config = value ? { custom_segment: value } : {};
      resolve();
    };
    watchAdSegments(win, settings, tell, 'personalization');
  });
  Object.assign(win, { inklingPoool: () => known.then(() => config) });
}
