import type { IdleParts } from '../idle/parts.ts';
import type { Host } from '../lib/host.ts';
import { routeOf } from './page-view.ts';

/** How long a route's title and address are given to settle, ms. */
export const SETTLE_MS = 100;

/** Tells of each change of address, by the Navigation API where there is one. */
function onAddress(host: Host, callback: () => void): void {
  const { guard, listen, win } = host;
  const { navigation } = win as { readonly navigation?: EventTarget };
  if (navigation) {
    listen(navigation, 'currententrychange', callback);
    return;
  }
  const guarded = guard(callback);
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = win.history[name];
    win.history[name] = function (this: History, ...args) {
      original.apply(this, args);
      guarded();
    };
  }
  listen(win, 'popstate hashchange', callback);
}

/**
 * Records a view for each route of a single-page site; loaded with the first one.
 *
 * A route is recorded `SETTLE_MS` after its last change of address, when title and metadata are
 * there; a redirect within that time is one view. A change of query or path counts, one of an
 * ordinary hash does not.
 */
export function start({ host, page }: Pick<IdleParts, 'host' | 'page'>): void {
  const { clock, guard, listen, win } = host;
  const view = guard(page.view);
  let route = page.route();
  let cancel = (): void => {};
  const look = (): void => {
    const next = routeOf(win.location);
    if (next === route) return;
    route = next;
    cancel();
    page.leave();
    cancel = clock.after(SETTLE_MS, view);
  };
  onAddress(host, look);
  look();
  // The return from the back/forward cache is a view of its own.
  listen(win, 'pagehide', () => cancel());
}
