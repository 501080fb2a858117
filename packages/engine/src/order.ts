import type { Core } from './core.ts';
import { compareEvents, type InkEvent } from './event.ts';
import type { Timeline } from './timeline.ts';

/** Takes events in order, and no others; an event that was the last one is taken as known. */
export function createOrder(core: Core): Timeline {
  const recent: InkEvent[] = [];
  core.recent = recent;
  return {
    recent,
    floor: Infinity,
    add(event) {
      const [last] = recent;
      const after = last ? compareEvents(event, last) : 1;
      if (after < 0 || event.t < core.now()) return false;
      if (after > 0) {
        recent[0] = event;
        core.take(event);
      }
      return true;
    },
    reset() {
      recent.length = 0;
    },
  };
}
