import type { InkEvent } from '@inkling/engine';
import type { EventMatch, Measure, SequenceStep } from '../ast.ts';
import { fieldOf, matches } from './filter.ts';
import { inWindow, spanOf } from './window.ts';
import type { World } from './world.ts';

type SequenceMeasure = Extract<Measure, { kind: 'sequence' }>;

/** A run of the sequence that has begun: the events that its steps have taken so far. */
interface Run {
  readonly taken: readonly InkEvent[];
  /** Events that came after the last one taken, for `without`. */
  readonly after: readonly InkEvent[];
}

/**
 * How many times the steps were completed, one after the other.
 *
 * Why it is right. It plays the history forward, event by event, as a person would with slips of
 * paper: one slip for each run that has begun. An event goes to one slip at the most: to the run
 * furthest along that it can continue, and among equals to the one that began last ("latest
 * feasible start"); if it continues none and fits the first step, it begins a slip of its own. A
 * slip is thrown away once nothing can continue it. Completed slips are counted when both ends
 * lie in the window, and so all steps do; which events make a run does not depend on the window.
 */
export function completedSequences(measure: SequenceMeasure, world: World): number {
  const isIn = inWindow(measure.window, world);
  let runs: Run[] = [];
  let completed = 0;
  for (const event of world.events) {
    const at = runIndexFor(event, runs, measure, world);
    const run = runs[at];
    const grown = run === undefined ? begin(event, measure, world) : [...run.taken, event];
    // Who waits sees the event pass; who took it starts waiting anew.
    runs = runs
      .filter((_, i) => i !== at)
      .map(({ taken, after }) => ({ taken, after: [...after, event] }));
    if (grown === null) continue;
    if (grown.length === measure.steps.length) {
      if (isIn(grown[0]!) && isIn(event)) completed += 1;
    } else runs.push({ taken: grown, after: [] });
  }
  return (
    completed + runs.filter((run) => isIn(run.taken[0]!) && lapsedInto(run, measure, world)).length
  );
}

/** A new run, when the event fits the first step and carries the key that all steps share. */
function begin(event: InkEvent, { steps, same }: SequenceMeasure, world: World): InkEvent[] | null {
  const fits = steps[0] !== undefined && matches(steps[0].event, event, world);
  return fits && (same === null || keyOf(event, same) !== null) ? [event] : null;
}

/** The run that takes an event: furthest along first, then the latest start; −1 for none. */
function runIndexFor(
  event: InkEvent,
  runs: readonly Run[],
  measure: SequenceMeasure,
  world: World,
): number {
  let best = -1;
  runs.forEach((run, i) => {
    const step = measure.steps[run.taken.length]!;
    if (step.negated || !canContinue(run, event, step, measure.same, world)) return;
    // Runs are kept in the order in which they last moved, so look at their starts.
    if (best < 0 || isBetter(run, runs[best]!)) best = i;
  });
  return best;
}

function isBetter(a: Run, b: Run): boolean {
  if (a.taken.length !== b.taken.length) return a.taken.length > b.taken.length;
  const [startA, startB] = [a.taken[0]!, b.taken[0]!];
  return startA.t > startB.t || (startA.t === startB.t && isLater(startA, startB));
}

function isLater(a: InkEvent, b: InkEvent): boolean {
  return a.id[0] === b.id[0] ? a.id[1] > b.id[1] : a.id[0] > b.id[0];
}

function canContinue(
  run: Run,
  event: InkEvent,
  step: SequenceStep,
  same: string | null,
  world: World,
): boolean {
  const previous = run.taken.at(-1)!;
  return (
    matches(step.event, event, world) &&
    isSameKey(previous, event, same) &&
    (step.withinMs === null || event.t - previous.t < step.withinMs) &&
    !isBlocked(run, step.without, same, world)
  );
}

function isBlocked(
  run: Run,
  without: EventMatch | null,
  same: string | null,
  world: World,
): boolean {
  if (without === null) return false;
  return run.after.some((e) => matches(without, e, world) && isSameKey(run.taken[0]!, e, same));
}

function isSameKey(a: InkEvent, b: InkEvent, same: string | null): boolean {
  return same === null || (keyOf(a, same) !== null && keyOf(a, same) === keyOf(b, same));
}

function keyOf(event: InkEvent, same: string): string | null {
  const key = fieldOf(event.params, same);
  return key === undefined || typeof key === 'object' ? null : JSON.stringify(key);
}

/**
 * Whether a run that waits for a last *not* step is complete: the wait is over, and nothing came
 * that it must not have seen. An event exactly at the end of the wait comes too late to matter.
 */
function lapsedInto(run: Run, measure: SequenceMeasure, world: World): boolean {
  const { steps, same } = measure;
  const step = steps[run.taken.length]!;
  if (!step.negated || step.withinMs === null) return false;
  const previous = run.taken.at(-1)!;
  const end = previous.t + step.withinMs;
  const span = spanOf(measure.window, world);
  if (world.now < end || span === null || end < span.from || end >= span.to) return false;
  const seen = run.after.filter((e) => e.t < end && isSameKey(previous, e, same));
  const isSpoilt = seen.some((e) => matches(step.event, e, world));
  return !isSpoilt && !isBlocked({ ...run, after: seen }, step.without, same, world);
}
