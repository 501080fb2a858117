import type { Core } from './core.ts';
import { compareEvents, type InkEvent } from './event.ts';
import type { Timeline } from './timeline.ts';

/** Takes events in order, and no others; an event that was the last one is taken as known. */
export function createOrder(core: Core): Timeline {
  let last: InkEvent | undefined;
  return {
    add(event) {
      const after = last ? compareEvents(event, last) : 1;
      // What was made of an instant cannot be taken back here when more of it comes.
      if (after < 0 || event.t < core.now || (after && event.t === core.changedAt)) return false;
      if (after) core.take(event);
      last = event;
      return true;
    },
    drain: () => core.flips.splice(0),
  };
}
