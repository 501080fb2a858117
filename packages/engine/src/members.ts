import type { NodeCode, SegmentCode } from './code.ts';
import { NO, PERHAPS, YES } from './kernel.ts';

/** The states of all segments. */
export interface Members {
  /** State of each segment by itself, and with its groups: `NO`, `PERHAPS` or `YES`. */
  readonly own: Uint8Array;
  readonly state: Uint8Array;
  /** Since when the own state is what it is, the segment is in, and its state is known. */
  readonly ownSince: Float64Array;
  readonly since: Float64Array;
  readonly knownSince: Float64Array;
  /** Sets everything as it is before the first event's instant. */
  begin(now: number): void;
  /** The segment must be looked at again. */
  mark(segment: number): void;
  /** Looks at all marked segments, those that others read first. */
  settle(now: number): void;
}

/** What the states depend on and what hangs on them. */
export interface MembersHooks {
  /** Answers of the leaves. */
  readonly answers: Uint8Array;
  /** Since when all the streams are recorded that a segment's answer hangs on. */
  readonly floor: (segment: number, streams: readonly number[]) => number;
  /** The segment must be looked at then, unless it is before. */
  readonly wake: (segment: number, t: number) => void;
  /** A state, own or effective, is about to change. */
  readonly changing: (segment: number) => void;
  /** An effective state went from one to another. */
  readonly changed: (segment: number, from: number, to: number) => void;
}

export function createMembers(
  segments: readonly SegmentCode[],
  { answers, floor, wake, changing, changed }: MembersHooks,
): Members {
  const size = segments.length;
  const own = new Uint8Array(size);
  const state = new Uint8Array(size);
  const ownSince = new Float64Array(size);
  const since = new Float64Array(size);
  const knownSince = new Float64Array(size);
  const marked: Set<number>[] = []; // By level.
  const later: number[][] = segments.map(() => []);
  segments.forEach(([, , , level = 0, earlier = []], segment) => {
    marked[level] ??= new Set();
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
      return Math.max(before, comes);
    }
    if (before === YES) return YES - exits;
    return comes === YES ? YES : exits === YES ? NO : PERHAPS;
  };
  const look = (segment: number, now: number): void => {
    const [, , dwellMs, , earlier = []] = segments[segment]!;
    const before = own[segment]!;
    const after = nextOwn(segment, now);
    let effective = after;
    for (const one of earlier) effective = Math.min(effective, YES - own[one]!);
    const was = state[segment]!;
    if (after === before && effective === was) return;
    changing(segment);
    if (after !== before) {
      own[segment] = after;
      ownSince[segment] = now;
      if (dwellMs && after) wake(segment, now + dwellMs);
      later[segment]!.forEach(mark);
    }
    if (effective === was) return;
    state[segment] = effective;
    if (effective === YES) since[segment] = now;
    if (was === PERHAPS) knownSince[segment] = now;
    if (effective === PERHAPS) knownSince[segment] = Infinity;
    changed(segment, was, effective);
  };
  const mark = (segment: number): void => {
    marked[segments[segment]![3] ?? 0]!.add(segment);
  };

  return {
    own,
    state,
    ownSince,
    since,
    knownSince,
    begin(now) {
      segments.forEach(([, exit, dwellMs, , , reads = []], segment) => {
        const recorded = floor(segment, reads);
        own[segment] = (exit != null || dwellMs) && recorded > -Infinity ? PERHAPS : NO;
        state[segment] = NO;
        ownSince[segment] = now;
        knownSince[segment] = recorded;
        mark(segment);
      });
    },
    mark,
    settle(now) {
      for (const level of marked) {
        // Clearing a set makes it anew, and most are empty.
        if (!level?.size) continue;
        for (const segment of level) look(segment, now);
        level.clear();
      }
    },
  };
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
