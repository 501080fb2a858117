import { type AdSettings, watchAdSegments } from '../ads/ad-segments.ts';
import type { Page } from '../lib/page.ts';

/** What `data-piano` may say. */
export interface PianoSettings extends AdSettings {
  /** Name of the custom variable; `inkling` unless given. */
  readonly variable: string;
}

/**
 * Sets a custom variable of Piano Composer to the values of the visitor's segments, with commas; an
 * empty text once there are none. Experiences that run afterwards see it.
 */
export function startPiano(win: Page, settings: Partial<PianoSettings>): void {
  const { variable = 'inkling', segments = {} } = settings;
  const page = win as unknown as { tp?: unknown[] };
  let isSet = false;
  const tell = (active: readonly string[]): void => {
    if (!active.length && !isSet) return;
    isSet = active.length > 0;
    page.tp ??= [];
    page.tp.push(['setCustomVariable', variable, active.map((id) => segments[id]).join(',')]);
  };
  watchAdSegments(win, settings, tell, 'personalization');
}
