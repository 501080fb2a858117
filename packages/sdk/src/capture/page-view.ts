import type { InkEvent, JsonValue, Params } from '@inkling/engine';
import type { Config } from '../lib/config.ts';
import type { Host } from '../lib/host.ts';
import { cleanParams } from './clean-params.ts';
import { cleanReferrer, cleanUrl } from './clean-url.ts';
import { readPageMeta } from './page-meta.ts';
import { whenShown } from './when-shown.ts';

/**
 * Gives an event its id and session and passes it on.
 *
 * @param t - Ms since the epoch; now when left out.
 */
export type Recorder = (type: string, params: Params, t?: number) => InkEvent;

/** The view of the page that is open. */
export interface PageView {
  /** Params that are copied onto what happens while it is open; `undefined` before the first. */
  short(): Params | undefined;
  /** Address of the last view; `''` before the first. */
  route(): string;
  /** When the first view was recorded, by the clock for durations. */
  shownAt(): number;
  /**
   * Says what the page is about. Before the view of this address is recorded this completes it;
   * after that it is a new view.
   */
  page(params?: unknown): void;
  /** Records a view of the present address. */
  view(): void;
  /** The address is another one: what `page()` said no longer holds. */
  leave(): void;
  /** @param callback - Called while the page is still the old one. */
  onLeave(callback: () => void): void;
}

/** An address without the part that only points inside the page. */
export function routeOf({ href, hash }: Location): string {
  return /^#[/!]/.test(hash) ? href : href.slice(0, href.length - hash.length);
}

const SHORT = ['path', 'section', 'tags', 'free'];

/** Makes the one view that a page has at a time. */
export function createPageView(host: Host, config: Config, record: Recorder): PageView {
  const { win, doc, clock } = host;
  let explicit: Params = {};
  let viewed = false; // Whether the present address has its view.
  let short: Params | undefined;
  let shownAt = 0;
  let route = '';
  let { referrer } = doc;
  let beforeLeave = (): void => {};

  const leave = (): void => {
    beforeLeave();
    explicit = {};
    viewed = false;
  };
  const view = (): void => {
    const params = cleanParams({
      ...cleanUrl(win.location.href, config.query),
      title: doc.title,
      referrer: cleanReferrer(referrer, win.location.origin),
      ...readPageMeta(doc, explicit, config.page),
    });
    const copied: { [key: string]: JsonValue } = { page: record('page_view', params).id[1] };
    for (const key of SHORT) if (params[key] !== undefined) copied[key] = params[key];
    short = copied;
    viewed = true;
    route = routeOf(win.location);
    shownAt ||= clock.mono();
    referrer = '';
  };
  return {
    short: () => short,
    shownAt: () => shownAt,
    route: () => route,
    leave,
    view,
    onLeave(callback) {
      beforeLeave = callback;
    },
    page(params) {
      const fresh = viewed || config.pages === 'manual';
      if (fresh) leave();
      explicit = { ...explicit, ...cleanParams(params) };
      if (fresh) whenShown(host, view, false);
    },
  };
}
