import { ACTS, chooseAct, chooseMood, choosePause } from './acts.ts';
import { checkEnd } from './check-end.ts';
import { createDice } from './dice.ts';
import type { Present } from './realm.ts';
import { addToHash, createScheduler } from './scheduler.ts';
import { startWorld } from './world.ts';

/** How a run ended. */
export interface Run {
  readonly seed: number;
  /** What did not hold; empty when all is well. */
  readonly problems: readonly string[];
  /** Hash of every task and of all that is stored: the same for the same seed. */
  readonly print: string;
  readonly tasks: number;
  readonly stored: number;
}

const FEWEST_ACTS = 5;
const MORE_ACTS = 16;

/**
 * Plays the life that a seed stands for.
 *
 * @param bundle - What the edge serves, as text.
 * @param trace - Told of every act and task.
 */
export async function play(
  seed: number,
  bundle: string,
  trace: (line: string) => void = () => {},
): Promise<Run> {
  const dice = createDice(~seed);
  const mood = chooseMood(dice);
  const present: Present = { realm: null, lane: '' };
  const nextTurn = globalThis.setImmediate;
  const scheduler = createScheduler(nextTurn, (what, at) => {
    present.realm = null;
    present.lane = what;
    trace(`${at.toFixed(3)} ${what}`);
  });
  const world = startWorld(seed, scheduler, present, bundle);
  const { browser, problems } = world;
  const onRejection = (why: unknown): void =>
    void problems.push(`rejected in the page: ${why instanceof Error ? why.stack : why}`);
  process.on('unhandledRejection', onRejection);
  try {
    world.open();
    for (let left = FEWEST_ACTS + dice.below(MORE_ACTS); left > 0; left--) {
      if (!world.tabs.length) world.open();
      const name = chooseAct(dice, mood);
      trace(`act ${name}`);
      present.realm = null;
      ACTS[name]![1](world, dice.pick(world.tabs));
      await scheduler.pass(choosePause(dice));
    }
    if (dice.chance(0.15) && world.tabs.length) {
      world.forget(dice.pick(world.tabs), dice.pick(['forget', 'deny']));
    }
    trace('calm');
    await world.calm();
    problems.push(...(await checkEnd(world)));
    trace(
      JSON.stringify([
        browser.storage.rows('events'),
        browser.storage.rows('values'),
        world.tabs.map((tab) => tab.api.status()),
      ]),
    );
  } catch (error) {
    problems.push(`${error instanceof Error ? error.stack : error}`);
  } finally {
    browser.storage.stop();
    process.off('unhandledRejection', onRejection);
  }
  const rows = JSON.stringify([browser.storage.rows('events'), browser.localStorage]);
  const print = addToHash(Number.parseInt(scheduler.print(), 16), rows).toString(16);
  return {
    seed,
    problems: [...new Set(problems)],
    print,
    tasks: scheduler.task(),
    stored: browser.storage.rows('events').length,
  };
}
