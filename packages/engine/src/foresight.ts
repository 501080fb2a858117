import { type Future, lookAhead } from './look-ahead.ts';
import type { QuickEngine } from './quick-engine.ts';

const DAY_MS = 86_400_000;

/** An engine that knows what happens if nothing more does. */
export interface ForesightEngine extends QuickEngine {
  /**
   * What every segment does; worked out once until an event or time comes.
   *
   * @param horizon - An instant that it reaches at the least; in 400 days unless given.
   */
  ahead(horizon?: number): Future;
  /** Looks ahead anew. @param seen - Called at each instant on the way. */
  look(horizon: number, seen: () => void): Future;
}

/** Adds the future to a quick engine. */
export function addForesight(quick: QuickEngine): ForesightEngine {
  const { core } = quick;
  let future: Future;
  let seenAt = -1;
  let seenTo = 0;
  return Object.assign(quick, {
    look: (horizon: number, seen: () => void) => lookAhead(core, horizon, seen),
    ahead(horizon = core.now + 400 * DAY_MS) {
      if (seenAt !== quick.turn || seenTo < horizon) {
        future = lookAhead(core, horizon);
        seenAt = quick.turn;
        seenTo = horizon;
      }
      return future;
    },
  });
}
