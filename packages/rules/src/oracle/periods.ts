import type { InkEvent } from '@inkling/engine';
import type { EventMatch, Measure, PeriodUnit } from '../ast.ts';
import { count, eventsIn, sumMicros } from './counting.ts';
import { matches, passesNumber } from './filter.ts';
import { dayOf, dayStart, periodOf } from './local-time.ts';
import type { World } from './world.ts';

/** Measures over local days, weeks and months, and over sessions. */

/** Number of the period an event lies in; of a session it is the stamp. */
function periodOfEvent(unit: PeriodUnit, event: InkEvent, world: World): number {
  return unit === 'session' ? event.session : periodOf(world.zone, unit, event.t);
}

/**
 * How many different periods hold a match; with `total`, how many of those whose matches' sum of
 * a field passes. A period without a match never counts, whatever its sum of 0 would pass.
 */
export function periods(measure: Extract<Measure, { kind: 'periods' }>, world: World): number {
  const found = eventsIn(measure.event, measure.window, world);
  const numbers = new Set(found.map((event) => periodOfEvent(measure.unit, event, world)));
  const { total } = measure;
  if (total === null) return numbers.size;
  return [...numbers].filter((period) => {
    const own = found.filter((event) => periodOfEvent(measure.unit, event, world) === period);
    const sum = sumMicros(own, total.field) / 1_000_000;
    return total.tests.every((test) => passesNumber(test, sum));
  }).length;
}

/**
 * Of the last `of` periods of `days` local days, how many hold at least `least` matches.
 *
 * Whole periods end at the start of today; when the running one counts, they end with today.
 */
export function regular(measure: Extract<Measure, { kind: 'regular' }>, world: World): number {
  const { days, of, least, running, event } = measure;
  const endDay = dayOf(world.zone, world.now) + (running ? 1 : 0);
  let regularPeriods = 0;
  for (let i = 0; i < of; i += 1) {
    const from = dayStart(world.zone, endDay - (i + 1) * days);
    const to = dayStart(world.zone, endDay - i * days);
    if (count(event, { kind: 'absolute', from, to }, world) >= least) regularPeriods += 1;
  }
  return regularPeriods;
}

/**
 * How many periods in a row, up to the running one, hold a match. The running one may still be
 * empty: then the row ends with the one before.
 */
export function streak(
  match: EventMatch,
  unit: Exclude<PeriodUnit, 'session'>,
  world: World,
): number {
  const found = world.events.filter((event) => matches(match, event, world));
  const active = new Set(found.map((event) => periodOf(world.zone, unit, event.t)));
  const running = periodOf(world.zone, unit, world.now);
  let last = active.has(running) ? running : running - 1;
  let length = 0;
  while (active.has(last)) {
    length += 1;
    last -= 1;
  }
  return length;
}
