import { guard, inklingOf, type Page } from '../lib/page.ts';
import { fromSegment } from './segment-names.ts';

/** What `data-segment` may say. */
export interface SegmentSettings {
  /** Name under which Segment's library stands on the page; `analytics` unless given. */
  readonly global: string;
}

/** What is used of Segment's library; its snippet has the same method before the library comes. */
interface Library {
  on(name: 'track', callback: (name: unknown, properties: unknown) => void): void;
}

/**
 * Records what a page tells Segment's library by `track`, under GA4's names; what waits for the
 * library, too, and nothing that the library has handed on before. For pages without the library there is `inklingSegment(name, properties)`.
 */
export function startSegment(win: Page, { global = 'analytics' }: Partial<SegmentSettings>): void {
  const tell = guard((name: unknown, properties: unknown): void => {
    const event = fromSegment(`${name}`, properties);
    if (event) inklingOf(win).track(...event);
  });
  let isHeard = false;
  const hear = guard((): void => {
    const library = (win as unknown as Record<string, Partial<Library> | undefined>)[global];
    if (isHeard || !library?.on) return;
    isHeard = true;
    library.on('track', tell);
  });
  Object.assign(win, { inklingSegment: tell });
  hear();
  win.addEventListener('load', hear);
}
