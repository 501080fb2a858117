import type { InkEvent } from '@inkling/engine';
import type { EventMatch, Measure, SequenceStep } from '../ast.ts';
import { fieldOf, matches } from './filter.ts';
import { inWindow, spanOf } from './window.ts';
import type { World } from './world.ts';

type SequenceMeasure = Extract<Measure, { kind: 'sequence' }>;

/** A sequence whose steps have happened, and which waits for a last *not* step. */
interface Waiting {
  readonly taken: readonly InkEvent[];
  readonly end: number;
}

/** What one look at the events of a window needs. */
interface Scene {
  readonly events: readonly InkEvent[];
  /** The steps that events serve: all but a last *not* step. */
  readonly steps: readonly SequenceStep[];
  readonly same: string | null;
  readonly world: World;
}

/**
 * How many sequences there are among the events of the window, each event in one of them at most.
 *
 * Why it is right. Only the events of the window are looked at, so that whatever is found lies in
 * it. They are gone through in order. At each that fits the last step, every way to choose one
 * unused event for each step before it is tried, the latest start first: the first that meets all
 * limits is a sequence, and its events are used. Where the last step is a *not* step, what was
 * chosen waits, and if what must not happen does, its events are free again.
 */
export function completedSequences(measure: SequenceMeasure, world: World): number {
  const { steps, same, window } = measure;
  const last = steps.at(-1)!;
  const served = last.negated ? steps.slice(0, -1) : steps;
  const isIn = inWindow(window, world);
  const span = spanOf(window, world);
  const scene: Scene = { events: world.events.filter(isIn), steps: served, same, world };
  const used = new Set<InkEvent>();
  let waiting: readonly Waiting[] = [];
  let completed = 0;
  for (const event of scene.events) {
    const spoilt = waiting.filter((run) => isSpoilt(run, last, event, scene));
    for (const { taken } of spoilt) for (const one of taken) used.delete(one);
    waiting = waiting.filter((run) => !spoilt.includes(run));
    const taken = sequenceEndingAt(event, used, scene);
    if (taken === null) continue;
    for (const one of taken) used.add(one);
    if (last.negated) waiting = [...waiting, { taken, end: event.t + last.withinMs! }];
    else completed += 1;
  }
  const isOver = ({ end }: Waiting): boolean =>
    end <= world.now && span !== null && end >= span.from && end < span.to;
  return completed + waiting.filter(isOver).length;
}

/** An event exactly at the end of the wait comes too late to matter. */
function isSpoilt(
  { taken, end }: Waiting,
  { event, without }: SequenceStep,
  passing: InkEvent,
  { same, world }: Scene,
): boolean {
  if (passing.t >= end || !isSameKey(taken[0]!, passing, same)) return false;
  return matches(event, passing, world) || (without !== null && matches(without, passing, world));
}

/** The unused events that make a sequence with this one as its last; `null` when none do. */
function sequenceEndingAt(
  last: InkEvent,
  used: ReadonlySet<InkEvent>,
  scene: Scene,
): readonly InkEvent[] | null {
  const { events, steps, same, world } = scene;
  if (same !== null && keyOf(last, same) === null) return null;
  if (!matches(steps.at(-1)!.event, last, world)) return null;
  if (steps.length === 1) return [last];
  const before = events
    .slice(0, events.indexOf(last))
    .filter((event) => !used.has(event) && isSameKey(event, last, same));
  for (const start of [...before].reverse()) {
    if (!matches(steps[0]!.event, start, world)) continue;
    const found = continued([start], before, last, scene);
    if (found !== null) return found;
  }
  return null;
}

/** What has been taken, and then the soonest events that serve the steps up to the last one. */
function continued(
  taken: readonly InkEvent[],
  before: readonly InkEvent[],
  last: InkEvent,
  scene: Scene,
): readonly InkEvent[] | null {
  const { steps } = scene;
  const step = steps[taken.length]!;
  const previous = taken.at(-1)!;
  if (taken.length === steps.length - 1) {
    return follows(previous, last, step, scene) ? [...taken, last] : null;
  }
  for (const event of before.slice(before.indexOf(previous) + 1)) {
    if (!matches(step.event, event, scene.world)) continue;
    if (!follows(previous, event, step, scene)) continue;
    const found = continued([...taken, event], before, last, scene);
    if (found !== null) return found;
  }
  return null;
}

/** Whether an event is soon enough after another, with nothing between them that must not be. */
function follows(
  previous: InkEvent,
  event: InkEvent,
  { withinMs, without }: SequenceStep,
  { events, same, world }: Scene,
): boolean {
  if (withinMs !== null && event.t - previous.t >= withinMs) return false;
  const between = events.slice(events.indexOf(previous) + 1, events.indexOf(event));
  const isBlocking = (one: InkEvent, what: EventMatch): boolean =>
    matches(what, one, world) && isSameKey(previous, one, same);
  return without === null || !between.some((one) => isBlocking(one, without));
}

function isSameKey(a: InkEvent, b: InkEvent, same: string | null): boolean {
  return same === null || (keyOf(a, same) !== null && keyOf(a, same) === keyOf(b, same));
}

function keyOf(event: InkEvent, same: string): string | null {
  const key = fieldOf(event.params, same);
  return key === undefined || typeof key === 'object' ? null : JSON.stringify(key);
}
