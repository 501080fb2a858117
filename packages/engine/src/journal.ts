import type { Core } from './core.ts';
import { cutEnd } from './tidy.ts';

/** How the states of all segments came about. */
export interface Journal {
  /**
   * What was before each change, oldest first, seven numbers each: instant, segment, own,
   * ownSince, state, since, knownSince. Going back in time is taking changes from its end.
   */
  readonly rows: number[];
  /** The five numbers of a segment's state, as a change has them. */
  stateOf(segment: number): number[];
  /** Takes back what changed at an instant and after it; marks what was taken back. */
  undo(t: number): void;
  /** Lets go of what was before an instant. */
  forget(t: number): void;
}

/** Numbers of a change in the journal. */
export const CHANGE = 7;

/** Writes down every change of a core from now on. */
export function createJournal(core: Core): Journal {
  const { members, transitions } = core;
  const { own, ownSince, state, since, knownSince } = members;
  const lists = [own, ownSince, state, since, knownSince];
  const rows: number[] = [];
  const stateOf = (segment: number): number[] => lists.map((list) => list[segment]!);
  core.onChange = (segment) => rows.push(core.now, segment, ...stateOf(segment));
  return {
    rows,
    stateOf,
    undo(t) {
      while (rows.at(-CHANGE)! >= t) {
        const [at, segment, ...before] = rows.splice(-CHANGE) as [number, number, ...number[]];
        const to = state[segment]!;
        lists.forEach((list, i) => {
          list[segment] = before[i]!;
        });
        members.mark(segment);
        if (state[segment] === to) continue;
        for (const stream of transitions[segment]!) {
          if (!stream) continue;
          stream.since = knownSince[segment]!;
          cutEnd(stream, at);
        }
        core.look(segment);
      }
      core.changedAt = rows.at(-CHANGE) ?? -Infinity;
    },
    forget(t) {
      let old = 0;
      while (rows[old]! < t) old += CHANGE;
      rows.splice(0, old);
    },
  };
}
