import { type Future, lookAhead } from './look-ahead.ts';
import type { Flips } from './membership.ts';
import type { QuickEngine } from './quick-engine.ts';

const DAY_MS = 86_400_000;

/** An engine that knows what happens if nothing more does. */
export interface ForesightEngine extends QuickEngine {
  /** Everything up to an instant at least; worked out once until an event or time comes. */
  ahead(horizon: number): Future;
  /** {@link Engine.flips} of a segment, by its number in the program. */
  foresee(segment: number, horizonMs?: number, most?: number): Flips;
}

/** Adds the future to a quick engine. */
export function addForesight(quick: QuickEngine): ForesightEngine {
  const { core } = quick;
  let future: Future | undefined;
  let seenAt = -1;
  let seenTo = 0;
  const ahead = (horizon: number): Future => {
    if (!future || seenAt !== quick.turn || seenTo < horizon) {
      future = lookAhead(core, horizon);
      seenAt = quick.turn;
      seenTo = horizon;
    }
    return future;
  };
  return Object.assign(quick, {
    ahead,
    foresee(segment: number, horizonMs = 400 * DAY_MS, most = 16) {
      const end = core.now + horizonMs;
      const at = ahead(end).flips[segment]!.filter((t) => t <= end);
      return { at: at.slice(0, most), truncated: at.length > most };
    },
  });
}
