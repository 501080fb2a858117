import type { NodeCode, SegmentCode } from './code.ts';
import { NO, PERHAPS, YES } from './kernel.ts';

/** The states of all segments, and how they came about. */
export interface Members {
  /** State of each segment by itself, and with its groups: `NO`, `PERHAPS` or `YES`. */
  readonly own: Uint8Array;
  readonly state: Uint8Array;
  /** Since when the own state is what it is, the segment is in, and its state is known. */
  readonly ownSince: Float64Array;
  readonly since: Float64Array;
  readonly knownSince: Float64Array;
  /**
   * What was before each change, oldest first, seven numbers each: instant, segment, own,
   * ownSince, state, since, knownSince. Going back in time is taking changes from its end.
   */
  journal: number[];
  /** Sets everything as it is before the first event's instant. */
  begin(now: number): void;
  /** The five numbers of a segment's state, as a change has them. */
  stateOf(segment: number): number[];
  /** The segment must be looked at again. */
  mark(segment: number): void;
  /** Looks at all marked segments, those that others read first. */
  settle(now: number): void;
  /** Undoes changes until the journal is as long as it was; marks what was undone. */
  undo(length: number): void;
  /** Forgets all marks. */
  unmark(): void;
}

/** Numbers of a change in the journal. */
export const CHANGE = 7;

/** A change of an effective state. */
export interface StateChange {
  readonly segment: number;
  readonly t: number;
  readonly from: number;
  readonly to: number;
  readonly isUndone: boolean;
}

/** What the states depend on and what hangs on them. */
export interface MembersHooks {
  /** Answers of the leaves. */
  readonly answers: Uint8Array;
  /** Since when all that a segment reads is recorded. */
  readonly floor: (segment: number) => number;
  /** An effective state went from one to another, or that was undone. */
  readonly changed: (change: StateChange) => void;
  /** The segment must be looked at then, unless it is before. */
  readonly wake: (segment: number, t: number) => void;
}

export function createMembers(
  segments: readonly SegmentCode[],
  { answers, floor, changed, wake }: MembersHooks,
): Members {
  const size = segments.length;
  const own = new Uint8Array(size);
  const state = new Uint8Array(size);
  const ownSince = new Float64Array(size);
  const since = new Float64Array(size);
  const knownSince = new Float64Array(size);
  const lists = [own, ownSince, state, since, knownSince];
  const isMarked = new Uint8Array(size);
  const levels: number[][] = [];
  const later: number[][] = segments.map(() => []);
  segments.forEach(([, , , level = 0, earlier = []], segment) => {
    while (levels.length <= level) levels.push([]);
    for (const one of earlier) later[one]!.push(segment);
  });

  const nextOwn = (segment: number, now: number): number => {
    const [enter, exit, dwellMs = 0] = segments[segment]!;
    const enters = answerOf(enter, answers);
    if (exit == null && !dwellMs) return enters;
    const exits = exit == null ? YES - enters : answerOf(exit, answers);
    const comes = Math.min(enters, YES - exits);
    const end = ownSince[segment]! + dwellMs;
    const before = own[segment]!;
    if (before === NO) return comes;
    if (now < end) {
      wake(segment, end);
      return before === YES || comes === YES ? YES : PERHAPS;
    }
    if (before === YES) return YES - exits;
    return comes === YES ? YES : exits === YES ? NO : PERHAPS;
  };
  const look = (segment: number, now: number): void => {
    const before = own[segment]!;
    const after = nextOwn(segment, now);
    let effective = after;
    for (const one of segments[segment]![4] ?? []) effective = Math.min(effective, YES - own[one]!);
    const was = state[segment]!;
    if (after === before && effective === was) return;
    members.journal.push(now, segment, ...members.stateOf(segment));
    if (after !== before) {
      own[segment] = after;
      ownSince[segment] = now;
      const { 2: dwellMs } = segments[segment]!;
      if (dwellMs && after) wake(segment, now + dwellMs);
      for (const one of later[segment]!) members.mark(one);
    }
    if (effective === was) return;
    state[segment] = effective;
    if (effective === YES) since[segment] = now;
    if (was === PERHAPS) knownSince[segment] = now;
    if (effective === PERHAPS) knownSince[segment] = Infinity;
    changed({ segment, t: now, from: was, to: effective, isUndone: false });
  };

  const members: Members = {
    own,
    state,
    ownSince,
    since,
    knownSince,
    journal: [],
    begin(now) {
      segments.forEach(([, exit, dwellMs], segment) => {
        const recorded = floor(segment);
        own[segment] = (exit != null || dwellMs) && recorded > -Infinity ? PERHAPS : NO;
        state[segment] = NO;
        ownSince[segment] = now;
        knownSince[segment] = recorded;
        members.mark(segment);
      });
    },
    stateOf: (segment) => lists.map((list) => list[segment]!),
    mark(segment) {
      if (isMarked[segment]) return;
      isMarked[segment] = 1;
      levels[segments[segment]![3] ?? 0]!.push(segment);
    },
    settle(now) {
      for (const level of levels) {
        for (const segment of level) {
          isMarked[segment] = 0;
          look(segment, now);
        }
        level.length = 0;
      }
    },
    unmark() {
      for (const level of levels) level.length = 0;
      isMarked.fill(0);
    },
    undo(length) {
      const { journal } = members;
      while (journal.length > length) {
        const [t, segment, ...before] = journal.splice(-CHANGE) as [number, number, ...number[]];
        const to = state[segment]!;
        lists.forEach((list, i) => {
          list[segment] = before[i]!;
        });
        members.mark(segment);
        const from = state[segment]!;
        if (from !== to) changed({ segment, t, from, to, isUndone: true });
      }
    },
  };
  return members;
}

/** The answer of a condition, from those of its leaves. */
export function answerOf(node: NodeCode, answers: Uint8Array): number {
  if (typeof node === 'number') return node < 0 ? YES - answers[~node]! : answers[node]!;
  const k = node[0] as number;
  const least = k < 0 ? ~k : k;
  let yes = 0;
  let perhaps = 0;
  for (let i = 1; i < node.length; i++) {
    const answer = answerOf(node[i]!, answers);
    if (answer === YES) yes++;
    else if (answer === PERHAPS) perhaps++;
  }
  const answer = yes >= least ? YES : yes + perhaps >= least ? PERHAPS : NO;
  return k < 0 ? YES - answer : answer;
}
