import type { Core } from './core.ts';
import { compareEvents, type InkEvent } from './event.ts';
import { CHANGE } from './members.ts';
import { rewind } from './rewind.ts';
import { cutStart } from './stream.ts';

/** Puts late events where they belong. */
export interface Timeline {
  /** The newest events, in order. */
  readonly recent: InkEvent[];
  /** Events before this instant come too late. */
  floor: number;
  /** False when the event came too late. */
  add(event: InkEvent): boolean;
  /** Forgets everything. */
  reset(): void;
}

/** What becomes of an engine's events, in order or late. */
export type TakeIn = (core: Core, lateMs: number) => Timeline;

/** How many events pass between two looks at what can be let go. */
const TIDY_EVERY = 512;

/**
 * Wraps a core, which takes events in order only: for a late one it goes back to before it, which
 * is cutting off the ends of all lists, and takes that event and all later ones again.
 */
export function createTimeline(core: Core, lateMs: number): Timeline {
  let untidy = 0;
  const tidy = (): void => {
    untidy = 0;
    const floor = core.now() - lateMs;
    if (!(floor > timeline.floor)) return;
    timeline.floor = floor;
    const { recent } = timeline;
    // The newest of the events before the floor says when the last session was active.
    const gone = placeOf(recent, (event) => event.t >= floor) - 1;
    if (gone > 0) recent.splice(0, gone);
    const { journal } = core.members;
    let old = 0;
    while (old < core.mark() && journal[old]! < floor) old += CHANGE;
    if (old > 0) core.forget(old);
    for (const stream of core.kernel.streams) cutStart(stream, floor);
  };

  const timeline: Timeline = {
    recent: [],
    floor: -Infinity,
    add(event) {
      const { recent } = timeline;
      const last = recent.at(-1);
      if (event.t >= core.now() && (!last || compareEvents(last, event) < 0)) {
        recent.push(event);
        core.take(event);
      } else {
        if (event.t < timeline.floor) return false;
        const place = placeOf(recent, (one) => compareEvents(one, event) >= 0);
        const found = recent[place];
        if (found && compareEvents(found, event) === 0) return true;
        recent.splice(place, 0, event);
        const now = core.now();
        const first = placeOf(recent, (one) => one.t >= event.t);
        rewind(core, event.t, recent[first - 1]?.t ?? -Infinity);
        for (let i = first; i < recent.length; i++) core.take(recent[i]!);
        if (now > core.now()) core.moveTo(now);
      }
      if (++untidy >= TIDY_EVERY) tidy();
      return true;
    },
    reset() {
      timeline.recent.length = 0;
      timeline.floor = -Infinity;
    },
  };
  core.recent = timeline.recent;
  return timeline;
}

/** The first place in an ordered list from which on a test holds. */
function placeOf(list: readonly InkEvent[], test: (event: InkEvent) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(list[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
