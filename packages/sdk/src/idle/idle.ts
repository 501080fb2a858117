import type { Params } from '@inkling/engine';
import { startEngaged } from '../capture/engaged.ts';
import { routeOf } from '../capture/page-view.ts';
import { startScroll } from '../capture/scroll.ts';
import type { Care } from '../care/care.ts';
import { startHealing } from '../log/healing.ts';
import { joinTabs } from '../log/tabs.ts';
import { foresight } from '../memberships/foresight.ts';
import { takeSnapshot } from '../memberships/snapshot.ts';
import { startReports } from '../reports/reports.ts';
import type { Shop } from '../shop/shop.ts';
import type { IdleParts } from './parts.ts';

/**
 * What the main script tells: events were stored; a step was made; another log is in force; the
 * visitor's choice has changed, here or in another tab, and that it was made here.
 */
export type News = 'stored' | 'step' | 'log' | 'consent' | 'choice';

/** What the main script asks of the idle chunk. */
export interface Idle {
  tell(news: News): void;
  /** Runs a method of {@link Care}, or hands `shop` an event to complete and record. */
  answer(name: string, args: readonly unknown[]): Promise<unknown>;
}

/** What other tabs have stored is read so long after they said so, ms. */
const LOOK_AFTER_MS = 100;
/** A page that was open so long, ms, folds a log of which so many events had to be read. */
const FOLD_AFTER_MS = 5_000;
const FOLD_FROM = 500;

/** What the rules or the tag name when `capture.js` has something to do. */
const CAPTURED = /form_|click|file_|search|campaign_|element_|bots/;

/** Brings a further chunk and starts it; resolves to what it gives. */
type Open = <T>(name: string, ...more: readonly unknown[]) => Promise<T>;

function opener(parts: IdleParts): Open {
  type Chunk = { start(parts: IdleParts, ...more: readonly unknown[]): unknown };
  const open = async (name: string, ...more: readonly unknown[]): Promise<unknown> =>
    (await parts.loaders.part<Chunk>(name)).start(parts, ...more);
  return parts.host.guard(open) as Open;
}

/** Makes the data layer, and calls back at the first push. */
function awaitPush(win: Window, name: string, callback: () => void): void {
  const layer: unknown[] = [];
  layer.push = (...entries) => {
    callback();
    return Array.prototype.push.apply(layer, entries);
  };
  (win as unknown as Record<string, unknown>)[name] = layer;
}

/** The draft that this tab has been opened to show: its id. */
function readPreview(win: Window): string | null | undefined {
  try {
    const [, id] = /^#inkling-preview=([\w-]+)$/.exec(win.location.hash) ?? [];
    return id ?? win.sessionStorage.getItem('inkling:preview');
  } catch {
    return null; // No storage: nothing was remembered either.
  }
}

/** Records a view for each return from the back/forward cache, and has routes followed. */
function followPages({ host: { listen, win }, page }: IdleParts, open: Open): void {
  let routes: Promise<unknown> | undefined;
  const follow = (): unknown => {
    routes ??= open('routes');
    return routes;
  };
  const { navigation } = win as { readonly navigation?: EventTarget };
  if (navigation) listen(navigation, 'currententrychange', follow);
  // Elsewhere nobody tells of the first change of address.
  if (!navigation || routeOf(win.location) !== page.route()) follow();
  listen(win, 'pageshow', (event) => {
    if (!(event as PageTransitionEvent).persisted) return;
    page.leave();
    page.view();
  });
}

/** Starts everything that the first decision does not wait for. */
export function startIdle(parts: IdleParts): Idle {
  const { config, consent, feed, host, memberships, page, record, store, whenShown } = parts;
  const { doc, guard, keys, listen, win } = host;
  const open = opener(parts);
  let care: Promise<Care> | undefined;
  let shop: Promise<Shop> | undefined;
  let isLooking = false;
  let capture: Promise<() => void> | undefined;
  let tells = false;

  const answer = async (name: string, args: readonly unknown[]): Promise<unknown> => {
    if (name === 'shop') return (await openShop())(...(args as [string, Params]));
    care ??= open<Care>('care', foresight, tabs.hint);
    return ((await care)[name as keyof Care] as (...args: readonly unknown[]) => unknown)(...args);
  };
  const openShop = (t?: number): Promise<Shop> => {
    shop ??= open<Shop>('shop', t);
    return shop;
  };
  const startsShop = (): void => whenShown(host, () => openShop(host.clock.now()), false);
  // A page without a data layer may make one at any time, and say something in it.
  if (config.dataLayer in win) startsShop();
  else awaitPush(win, config.dataLayer, startsShop);

  const tabs = joinTabs(host, store, (message) => {
    const look = message === 'look';
    if (message === 'off') return guard(answer)(message, []);
    // A frozen tab hears nothing: what it finds on coming back must tell it.
    const gone = look && parts.sessions.lost() && !keys.get('consent');
    if (gone || message === 'gone') return guard(answer)('forget', [true]);
    if (look || message === 'consent') {
      consent.reload();
      parts.obey();
    }
    // Eight tabs that write at once would else make each other read for every batch.
    if (isLooking) return;
    isLooking = true;
    host.clock.after(LOOK_AFTER_MS, () => {
      isLooking = false;
      guard(feed.look)();
    });
  });
  if (win.location.search.includes('ink-debug')) guard(answer)('debug', []);
  if ('markup' in config.page) open('markup');
  const look = guard(async () => {
    const told = keys.get('edge');
    // Also where the rules no longer ask for it: somebody has to take back what was told.
    if (!tells && (told ?? feed.bundle()?.program.edge)) {
      tells = true;
      open('edge', told);
    }
    if (!CAPTURED.test(JSON.stringify([config.page, feed.bundle()?.program.record]))) return;
    capture ??= open<() => void>('capture');
    (await capture)();
  });
  open('kill', tabs.hint);
  const heal = startHealing(
    host,
    store,
    () => consent.allows('storage'),
    () => tabs.hint('new'),
  );
  const draft = readPreview(win);
  // Nothing that happens under a draft is counted.
  const report = draft ? (): void => {} : startReports(parts);
  if (draft) open('preview', draft);
  const saveSnapshot = (): void => {
    const engine = memberships.engine();
    if (!engine) return;
    // Looking ahead is for nothing where the page may not act on it.
    const snapshot = consent.allows('personalization') && takeSnapshot(foresight(engine));
    keys.set(
      'boot',
      snapshot ? JSON.stringify(memberships.plan?.foresee(snapshot) ?? snapshot) : null,
    );
  };

  const tellOfPage = (type: string, params: Params): void => {
    const short = page.short();
    if (short) record(type, { ...params, ...short });
  };
  const engaged = startEngaged(host, config.graceMs, page.shownAt(), (ms) =>
    tellOfPage('user_engagement', { engagement_time_msec: ms }),
  );
  const resetScroll = startScroll(host, (percent) =>
    tellOfPage('scroll', { percent_scrolled: percent }),
  );
  page.onLeave(() => {
    engaged.flush();
    resetScroll();
  });
  if (config.pages !== 'manual') whenShown(host, () => followPages(parts, open));

  const leave = (): void => {
    engaged.flush();
    saveSnapshot();
  };
  listen(win, 'pagehide', leave);
  listen(doc, 'visibilitychange', () => doc.visibilityState === 'hidden' && leave());
  saveSnapshot();
  look();
  guard(feed.look)(); // What others said until now nobody heard here.
  host.clock.after(FOLD_AFTER_MS, () => feed.read() < FOLD_FROM || open('fold'));

  return {
    answer,
    tell: guard((news) => {
      look();
      if (news === 'stored') tabs.hint('new');
      else if (news === 'choice') tabs.hint('consent');
      else {
        if (news === 'log') heal();
        // Looking ahead at every event would cost more than it gives.
        if (news !== 'step' || parts.steps.at(-1)?.transitions.length) saveSnapshot();
        report();
      }
    }),
  };
}
