import type { Core, Flip } from './core.ts';
import { compareEvents, type InkEvent } from './event.ts';
import { createJournal, type Journal } from './journal.ts';
import { YES } from './kernel.ts';
import { rewind } from './rewind.ts';
import { cutStart, type Needs, needsOf } from './tidy.ts';

/** What becomes of events, and what is told of the changes that they make. */
export interface Timeline {
  /** False when the event came too late. */
  add(event: InkEvent): boolean;
  /** Takes the changes that have not been told. */
  drain(): Flip[];
}

/** A timeline that puts late events where they belong. */
export interface LateTimeline extends Timeline {
  /** The newest events, in order. */
  readonly recent: InkEvent[];
  readonly journal: Journal;
  /** What is needed of each stream. */
  readonly needs: readonly Needs[];
  /** Events before this instant come too late. */
  floor: number;
  /** Takes the present memberships as told. */
  accept(): void;
}

/** What becomes of an engine's events, in order or late. */
export type TakeIn = (core: Core, lateMs: number) => Timeline;

/** How many events pass between two looks at what can be let go. */
const TIDY_EVERY = 512;
/** No shorter list is worth a look. */
const LEAST_LENGTH = 64;

/**
 * Wraps a core, which takes events in order only: for a late one it goes back to before it, which
 * is cutting off the ends of all lists, and takes that event and all later ones again.
 */
export function createTimeline(core: Core, lateMs: number): LateTimeline {
  const { kernel, members } = core;
  const journal = createJournal(core);
  const needs = needsOf(core);
  const tidyAt = needs.map(() => LEAST_LENGTH);
  const told = new Uint8Array(members.state.length);
  let isTakenBack = false;
  let untidy = 0;
  const tidy = (): void => {
    untidy = 0;
    const floor = core.now - lateMs;
    if (!(floor > timeline.floor)) return;
    timeline.floor = floor;
    const { recent } = timeline;
    // The newest of the events before the floor says when the last session was active.
    const gone = placeOf(recent, (event) => event.t >= floor) - 1;
    if (gone > 0) recent.splice(0, gone);
    journal.forget(floor);
    kernel.streams.forEach((stream, i) => {
      if (stream.t.length < tidyAt[i]!) return;
      cutStart(stream, needs[i]!, floor);
      tidyAt[i] = Math.max(LEAST_LENGTH, 2 * stream.t.length);
    });
  };
  /** What was made of an instant and all later ones never was. */
  const takeBack = (t: number): void => {
    isTakenBack = true;
    while (core.flips.length > 0 && core.flips.at(-1)!.t >= t) core.flips.pop();
    journal.undo(t);
  };

  const timeline: LateTimeline = {
    recent: [],
    journal,
    needs,
    floor: -Infinity,
    add(event) {
      const { recent } = timeline;
      const last = recent.at(-1);
      if (event.t >= core.now && (!last || compareEvents(last, event) < 0)) {
        recent.push(event);
        if (event.t === core.changedAt) takeBack(event.t);
        core.take(event);
      } else {
        if (event.t < timeline.floor) return false;
        const place = placeOf(recent, (one) => compareEvents(one, event) >= 0);
        const found = recent[place];
        if (found && compareEvents(found, event) === 0) return true;
        recent.splice(place, 0, event);
        const { now } = core;
        const first = placeOf(recent, (one) => one.t >= event.t);
        takeBack(event.t);
        rewind(core, event.t, recent[first - 1]?.t ?? -Infinity);
        for (let i = first; i < recent.length; i++) core.take(recent[i]!);
        if (now > core.now) core.moveTo(now);
      }
      if (++untidy >= TIDY_EVERY) tidy();
      return true;
    },
    drain() {
      const flips = core.flips.splice(0);
      for (const { segment, in: isIn } of flips) told[segment] = isIn ? 1 : 0;
      // Something that was told may have turned out never to have happened.
      if (isTakenBack) {
        told.forEach((was, segment) => {
          const isIn = members.state[segment] === YES;
          if ((was === 1) === isIn) return;
          told[segment] = isIn ? 1 : 0;
          flips.push({ segment, t: core.now, in: isIn });
        });
      }
      isTakenBack = false;
      return flips;
    },
    accept() {
      core.flips.length = 0;
      members.state.forEach((state, segment) => {
        told[segment] = state === YES ? 1 : 0;
      });
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
