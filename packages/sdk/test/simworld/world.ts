import type { Choices } from '../../src/consent/consent.ts';
import { type Browser, FAIR, startBrowser, type Weather } from './browser.ts';
import { createDice, type Dice } from './dice.ts';
import type { Present } from './realm.ts';
import type { Scheduler } from './scheduler.ts';
import { openTab, type Tab } from './tab.ts';

const ALL: Choices = { storage: true, personalization: true, measurement: true };
const MOST_TABS = 4;

/** A browser with tabs that come and go, and the book of what must not be lost. */
export interface World {
  readonly browser: Browser;
  /** Tabs that are open, the oldest first. */
  readonly tabs: Tab[];
  /** Marks that must be stored, of tabs that are gone. */
  readonly kept: Set<number>;
  /** All marks ever tracked. */
  readonly tracked: Set<number>;
  /** Tabs that were open when the history was lost: they remember what the others cannot know. */
  readonly stale: Set<Tab>;
  readonly problems: string[];
  open(newer?: boolean): void;
  close(tab: Tab, how: 'leave' | 'crash' | 'kill'): void;
  /** Into the back/forward cache, where a page with work at the storage is not let in. */
  stow(tab: Tab): void;
  /** Out of being frozen, or of that cache. */
  wake(tab: Tab): void;
  track(tab: Tab, count: number): void;
  grant(tab: Tab): void;
  /** The database is gone, by no fault of the SDK's. */
  lose(): void;
  /** Everything was called back. */
  forget(tab: Tab, how: 'forget' | 'deny'): void;
  killBrowser(): void;
  /** No more faults; everybody comes to the front and has time. */
  calm(): Promise<void>;
  isForgotten(): boolean;
}

/** Takes back what was written to the small keys lately: a killed browser has not kept it. */
function createMemory(keys: Record<string, string>, dice: Dice) {
  const copies: Record<string, string>[] = [];
  return {
    note(): void {
      copies.unshift({ ...keys });
      copies.length = Math.min(copies.length, 4);
    },
    forgetLately(): void {
      const old = copies[dice.below(copies.length || 1)] ?? {};
      for (const key of Object.keys(keys)) delete keys[key];
      Object.assign(keys, old);
    },
  };
}

export function startWorld(
  seed: number,
  scheduler: Scheduler,
  present: Present,
  bundle: string,
): World {
  const dice = createDice(seed);
  const browser = startBrowser(scheduler, present, dice);
  const consent = dice.chance(0.7) ? 'granted' : undefined;
  const tabs: Tab[] = [];
  const kept = new Set<number>();
  const tracked = new Set<number>();
  const stale = new Set<Tab>();
  const stowed = new Set<Tab>();
  const problems: string[] = [];
  const memory = createMemory(browser.localStorage as never, dice);
  let opened = 0;
  let mark = 0;
  let granted = consent === 'granted';
  let forgotten = false;

  const look = (): void => {
    memory.note();
    if (!granted && browser.storage.opens() + browser.keyWrites() > 0) {
      problems.push('written before consent');
    }
  };
  const remove = (tab: Tab): void => {
    if (!forgotten) for (const one of tab.acknowledged()) kept.add(one);
    tabs.splice(tabs.indexOf(tab), 1);
  };
  const forgive = (): void => {
    kept.clear();
    for (const tab of tabs) {
      tab.forgive();
      stale.add(tab);
    }
  };
  const world: World = {
    browser,
    tabs,
    kept,
    tracked,
    stale,
    problems,
    isForgotten: () => forgotten,
    open(newer = false) {
      look();
      if (tabs.length >= MOST_TABS) return;
      tabs.push(openTab(browser, `tab${opened++}`, bundle, consent, newer));
    },
    close(tab, how) {
      look();
      if (how === 'leave') {
        tab.show(false);
        tab.tell('win', 'pagehide', { persisted: false });
      }
      remove(tab);
      tab.realm.die();
      browser.storage.leave(tab.realm, how === 'leave' || dice.chance(0.5));
    },
    stow(tab) {
      if (tab.realm.isFrozen()) return;
      tab.show(false);
      tab.tell('win', 'pagehide', { persisted: true });
      if (browser.storage.isBusy(tab.realm)) return world.close(tab, 'crash');
      tab.realm.freeze();
      stowed.add(tab);
    },
    wake(tab) {
      tab.realm.thaw();
      if (!stowed.delete(tab)) return;
      tab.tell('win', 'pageshow', { persisted: true });
      tab.show(true);
    },
    track(tab, count) {
      look();
      if (tab.realm.isFrozen()) return;
      for (let i = 0; i < count; i++) {
        tracked.add(++mark);
        tab.track(mark);
      }
    },
    grant(tab) {
      look();
      if (tab.realm.isFrozen() || forgotten) return;
      granted = true;
      tab.consent(ALL);
    },
    lose() {
      if (browser.storage.forceClose(true)) forgive();
    },
    forget(tab, how) {
      look();
      if (tab.realm.isFrozen()) return;
      forgotten = true;
      forgive();
      if (how === 'deny')
        tab.consent({ storage: false, personalization: false, measurement: false });
      else tab.realm.enter(() => void tab.api.forget());
    },
    killBrowser() {
      for (const tab of [...tabs]) world.close(tab, 'kill');
      memory.forgetLately();
    },
    async calm() {
      const { clockOff } = browser.weather;
      Object.assign(browser.weather, { ...FAIR, clockOff } satisfies Weather);
      // Each page has a turn of its own: what it does in microtasks would else be taken for another's.
      const inTurn = async (act: (tab: Tab) => void): Promise<void> => {
        for (const tab of [...tabs]) {
          await scheduler.pass(0);
          act(tab);
        }
      };
      await scheduler.pass(0);
      if (!forgotten) world.open();
      await inTurn(world.wake);
      for (const pass of [5_000, 65_000, 5_000]) {
        await scheduler.pass(0);
        if (!forgotten) world.grant(tabs[0]!);
        await inTurn((tab) => tab.show(true));
        await scheduler.pass(pass);
      }
      look();
    },
  };
  return world;
}
