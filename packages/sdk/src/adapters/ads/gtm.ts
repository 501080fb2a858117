import type { Page } from '../lib/page.ts';
import { type AdSettings, watchAdSegments } from './ad-segments.ts';

/** What `data-gtm` may say. */
export interface GtmSettings extends AdSettings {
  /** Name of the array that the tag manager reads; `dataLayer` unless given. */
  readonly layer: string;
}

/**
 * Tells a tag manager: first `inkling_segments`, then `inkling_segment_entered` and
 * `inkling_segment_exited` with `segment_id` and `segment_name`.
 *
 * Each holds `segments`, all of them, as one text: Tag Manager merges a shorter list into the longer
 * one before it, and GA4 takes no lists.
 */
export function startGtm(win: Page, settings: Partial<GtmSettings>): void {
  const { layer = 'dataLayer', segments: names = {} } = settings;
  const page = win as unknown as Record<string, object[]>;
  let before: readonly string[] | undefined;
  watchAdSegments(win, settings, (now) => {
    if (!now.length && !before) return;
    page[layer] ??= [];
    const segments = now.map((segment) => names[segment]).join(',');
    const tell = (event: string, segment: string): void => {
      page[layer]?.push({ event, segment_id: segment, segment_name: names[segment], segments });
    };
    if (!before) page[layer].push({ event: 'inkling_segments', segments });
    else {
      for (const segment of before) {
        if (!now.includes(segment)) tell('inkling_segment_exited', segment);
      }
      for (const segment of now) {
        if (!before.includes(segment)) tell('inkling_segment_entered', segment);
      }
    }
    before = now;
  });
}
