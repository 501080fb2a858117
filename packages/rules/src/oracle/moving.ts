import type { Measure, Rules } from '../ast.ts';
import { measureValue } from './measure.ts';
import { type Compare, comparesOf, partsIn } from './parts.ts';
import { passesValue, thresholds, type Value } from './value.ts';
import type { World } from './world.ts';

/**
 * Measures that change with time alone, between the instants that `instants.ts` lists: ages
 * grow, scores decay.
 *
 * Why it is right. What matters of a value is on which side of each threshold it stands. A value
 * that only grows, or only falls, from one listed instant to the next passes each threshold once
 * at the most, so where both ends stand alike nothing happens in between, and where they do not,
 * halving finds the one millisecond at which the first change is. A value that may go up and
 * down (scores with penalties, one score over another) is looked at in every minute tick, the
 * only instants at which a score changes.
 */
type Motion = 'still' | 'one-way' | 'by-minutes';

function motionOf(measure: Measure, rules: Rules): Motion {
  const parts = [measure, ...partsIn(measure, rules)];
  const scores = parts.filter((part) => part.kind === 'score' && part.decay.kind !== 'none');
  const ages = parts.filter((part) => ['since-last', 'since-first', 'in-for'].includes(part.kind));
  if (scores.length === 0) return ages.length === 0 ? 'still' : 'one-way';
  const one = scores.length === 1 && ages.length === 0 ? scores[0] : undefined;
  const onlyFalls =
    one?.kind === 'score' &&
    one.clauses.every((clause) => clause.points >= 0) &&
    parts.every((part) => part.kind !== 'model');
  return onlyFalls ? 'one-way' : 'by-minutes';
}

/** How a comparison stands: on which side of each threshold, and whether each test passes. */
function stance({ measure, tests }: Compare, world: World): string {
  const value: Value = measureValue(measure, world);
  const sides = tests
    .flatMap(thresholds)
    .map((x) => (typeof value === 'number' ? Math.sign(value - x) : null));
  return JSON.stringify([sides, tests.map((test) => passesValue(test, value))]);
}

const MINUTE_MS = 60_000;

/**
 * The first instant after `from` and before `to` at which some comparison that moves by itself
 * stands otherwise than at `from`; `to` when none does.
 *
 * @param at - The world at an instant between the two: same events, later clock.
 */
export function firstMove(
  rules: Rules,
  from: number,
  to: number,
  at: (now: number) => World,
): number {
  let first = to;
  for (const compare of comparesOf(rules)) {
    const motion = motionOf(compare.measure, rules);
    if (motion === 'one-way') first = firstByHalving(compare, from, first, at);
    if (motion === 'by-minutes') first = firstByMinutes(compare, from, first, at);
  }
  return first;
}

function firstByHalving(
  compare: Compare,
  from: number,
  to: number,
  at: (now: number) => World,
): number {
  const before = stance(compare, at(from));
  if (to - from < 2 || stance(compare, at(to - 1)) === before) return to;
  let [same, changed] = [from, to - 1];
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2);
    if (stance(compare, at(middle)) === before) same = middle;
    else changed = middle;
  }
  return changed;
}

function firstByMinutes(
  compare: Compare,
  from: number,
  to: number,
  at: (now: number) => World,
): number {
  const world = at(from);
  const before = stance(compare, world);
  const phases = [...new Set(world.events.map((event) => event.t % MINUTE_MS))].sort(
    (a, b) => a - b,
  );
  for (let minute = Math.floor(from / MINUTE_MS) * MINUTE_MS; minute < to; minute += MINUTE_MS) {
    for (const phase of phases) {
      const tick = minute + phase;
      if (tick <= from || tick >= to) continue;
      if (stance(compare, at(tick)) !== before) return tick;
    }
  }
  return to;
}
