import type { Dice } from './dice.ts';
import type { Tab } from './tab.ts';
import type { World } from './world.ts';

/** How likely each act is in a run: some do not happen at all in it. */
export type Mood = readonly (readonly [name: string, weight: number])[];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Clocks stay within what the engine takes as late. */
const MOST_OFF_MS = 2 * DAY_MS;

type Act = (world: World, tab: Tab) => void;

const turnClock: Act = ({ browser: { dice, weather } }) => {
  const off = weather.clockOff + dice.pick([-HOUR_MS, -1_000, 600_000, HOUR_MS, DAY_MS]);
  weather.clockOff = Math.max(-MOST_OFF_MS, Math.min(off, MOST_OFF_MS));
};

export const ACTS: Readonly<Record<string, readonly [weight: number, act: Act]>> = {
  track: [30, (world, tab) => world.track(tab, 1 + world.browser.dice.below(3))],
  burst: [4, (world, tab) => world.track(tab, 10 + world.browser.dice.below(30))],
  page: [3, (_, tab) => tab.realm.isFrozen() || tab.realm.enter(() => tab.api.page())],
  open: [8, (world) => world.open()],
  upgrade: [1, (world) => world.open(true)],
  leave: [3, (world, tab) => world.close(tab, 'leave')],
  crash: [3, (world, tab) => world.close(tab, 'crash')],
  hide: [3, (_, tab) => tab.show(false)],
  show: [5, (_, tab) => tab.show(true)],
  freeze: [4, (_, tab) => tab.realm.freeze()],
  thaw: [10, (world, tab) => world.wake(tab)],
  back: [2, (world, tab) => world.stow(tab)],
  consent: [4, (world, tab) => world.grant(tab)],
  closed: [2, (world) => world.browser.storage.forceClose(false)],
  lost: [0.3, (world) => world.lose()],
  kill: [0.7, (world) => world.killBrowser()],
  clock: [2, turnClock],
  slow: [2, ({ browser: { dice, weather } }) => (weather.slowMs = dice.pick([0.1, 1, 10, 120]))],
  hang: [2, ({ browser: { dice, weather } }) => (weather.hangs = dice.pick([0, 0.05, 0.3]))],
  aborts: [2, ({ browser: { dice, weather } }) => (weather.aborts = dice.pick([0, 0.1, 0.5]))],
  refuse: [1, ({ browser: { dice, weather } }) => (weather.refusals = dice.pick([0, 0.5, 1]))],
  quota: [1, ({ browser: { dice, weather } }) => (weather.full = dice.chance(0.5))],
  drop: [1, ({ browser: { dice, weather } }) => (weather.drops = dice.pick([0, 0.3, 1]))],
  network: [1, ({ browser: { dice, weather } }) => (weather.offline = dice.pick([0, 0.5, 1]))],
};

/** Which acts a run is made of: each run leaves out about a third of them. */
export function chooseMood(dice: Dice): Mood {
  return Object.entries(ACTS).map(([name, [weight]]) => [
    name,
    name === 'track' || name === 'open' || dice.chance(0.65) ? weight : 0,
  ]);
}

/** One act, by its weight. */
export function chooseAct(dice: Dice, mood: Mood): string {
  let left = dice.share() * mood.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [name, weight] of mood) {
    left -= weight;
    if (left < 0) return name;
  }
  return 'track';
}

/** How long until the next act, ms: often within a transaction, seldom a long while. */
export function choosePause(dice: Dice): number {
  const kind = dice.share();
  if (kind < 0.35) return dice.share() * 3;
  if (kind < 0.8) return dice.share() * 60;
  if (kind < 0.95) return dice.share() * 1_500;
  return dice.share() * (kind < 0.99 ? 5_000 : 700_000);
}
