import type { Params } from '@inkling/engine';
import type { Export } from '../api.ts';
import { watchDataLayer } from '../capture/data-layer.ts';
import { completeEcommerce } from '../capture/ecommerce.ts';
import { startEngaged } from '../capture/engaged.ts';
import { followRoutes } from '../capture/routes.ts';
import { startScroll } from '../capture/scroll.ts';
import { DENIED, parseChoices } from '../consent/consent.ts';
import { listen } from '../lib/host.ts';
import { startHealing } from '../log/healing.ts';
import { joinTabs } from '../log/tabs.ts';
import { type Explanation, explain } from '../memberships/explain.ts';
import type { Reports } from '../reports/reports.ts';
import { eraseAll } from './erase.ts';
import type { IdleParts } from './parts.ts';

/** What the main script asks of the idle chunk. */
export interface Idle {
  /** Events were stored: other tabs should know. */
  stored(): void;
  /** Steps were pushed. */
  stepped(): void;
  /** Another log is in force, or none. */
  relogged(): void;
  /** The visitor's choice has changed, here. */
  consented(): void;
  /** Deletes everything of ours on this device but the visitor's choice. */
  erase(): Promise<void>;
  /** Completes and records what a shop said. */
  shop(type: string, params: Params, t?: number): void;
  explain(segment: string): Explanation | null;
  export(): Promise<Export>;
  forget(): Promise<void>;
  reset(): Promise<void>;
}

/** Starts everything that the first decision does not wait for. */
export function startIdle(parts: IdleParts): Idle {
  const { host, config, consent, store, feed, memberships, record, page, sessions } = parts;
  const { doc, guard, keys, win } = host;
  let reports: Reports | undefined;

  /** Ends everything without keeping even the refusal. */
  const forget = (): Promise<void> => {
    consent.set(DENIED, true);
    parts.obey();
    return eraseAll(parts);
  };
  const tabs = joinTabs(host, (message) => {
    if (message === 'gone' || (message === 'look' && sessions.lost())) return forget();
    if (message === 'consent') {
      consent.set(parseChoices(keys.get('consent')), true);
      return parts.obey();
    }
    if (message === 'look') parts.refresh();
    return feed.look();
  });
  const heal = startHealing(host, store, () => consent.allows('storage'));
  const erase = (): Promise<void> => eraseAll(parts, 'consent');
  const measure = guard(async () => {
    if (!consent.allows('measurement')) return;
    reports ??= (await parts.loadReports()).startReports(parts);
    reports.wake();
  });

  const engaged = startEngaged(host, config.graceMs, page.shownAt, (ms) => {
    if (page.short) record('user_engagement', { engagement_time_msec: ms, ...page.short });
  });
  const scroll = startScroll(host, (percent) => {
    if (page.short) record('scroll', { percent_scrolled: percent, ...page.short });
  });
  page.onLeave(() => {
    engaged.flush();
    scroll.reset();
  });
  const shop = (type: string, params: Params, t?: number): void => {
    record(type, completeEcommerce(params), t);
  };
  watchDataLayer(win, config.dataLayer, guard, shop);
  if (config.pages === 'auto') followRoutes(host, page);
  const leave = (): void => {
    engaged.flush();
    parts.saveSnapshot();
  };
  listen(host, win, 'pagehide', leave);
  listen(host, doc, 'visibilitychange', () => doc.visibilityState === 'hidden' && leave());
  measure();

  return {
    stored: () => tabs.hint('new'),
    stepped: measure,
    relogged: heal,
    consented: () => tabs.hint('consent'),
    erase,
    shop,
    explain: (segment) => explain(memberships.engine(), segment),
    export: async () => ({
      consent: consent.choices,
      segments: memberships.engine()?.memberships() ?? [],
      events: await feed.history(),
    }),
    forget() {
      tabs.hint('gone');
      return forget();
    },
    async reset() {
      await erase();
      parts.obey();
    },
  };
}
