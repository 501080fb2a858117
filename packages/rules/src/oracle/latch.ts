import type { SegmentRule } from '../ast.ts';
import { holds } from './condition.ts';
import { readsOfSegment, recordedSince } from './recorded.ts';
import { atLeast, not, type Truth } from './value.ts';
import type { World } from './world.ts';

/** Where a segment's own latch stands, and since when; `null` is unknown. */
export interface Latch {
  readonly in: Truth;
  /** The instant of the last change of `in`; the first event, to begin with. */
  readonly since: number;
}

/** Whether the present answer depends on an earlier one. */
export function isLatched(rule: SegmentRule): boolean {
  return rule.exit !== null || rule.dwellMs > 0;
}

/**
 * Where a latch stands before the first event: out, or unknown when somebody may have been let in
 * by events that were not recorded.
 */
export function firstLatch(
  rule: SegmentRule,
  world: Pick<World, 'rules' | 'recordedFrom' | 'now'>,
): Latch {
  const reads = readsOfSegment(rule.id, world.rules);
  const isComplete = reads.every((of) => recordedSince(of, world.recordedFrom) < 0);
  return { in: isComplete || !isLatched(rule) ? false : null, since: world.now };
}

/**
 * Where a latch stands at an instant, given where it stood just before.
 *
 * Why it is right. It is the definition: out → in iff `enter` and not `exit`; in → out iff `exit`
 * and the stay has lasted for the dwell. An answer that is unknown makes the state unknown, until
 * an answer comes that would lead to the same state from either side.
 */
export function nextLatch(rule: SegmentRule, before: Latch, world: World): Latch {
  const enter = holds(rule.enter, world);
  if (!isLatched(rule)) return moved(before, enter, world.now);
  const exit = rule.exit === null ? not(enter) : holds(rule.exit, world);
  const comes = atLeast(2, [enter, not(exit)]);
  const mayLeave = world.now >= before.since + rule.dwellMs;
  if (before.in === false) return moved(before, comes, world.now);
  if (before.in === true) return moved(before, mayLeave ? not(exit) : true, world.now);
  if (comes === true) return moved(before, true, world.now);
  return moved(before, exit === true && mayLeave ? false : null, world.now);
}

function moved(before: Latch, to: Truth, now: number): Latch {
  return to === before.in ? before : { in: to, since: now };
}
