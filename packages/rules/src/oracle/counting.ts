import type { InkEvent } from '@inkling/engine';
import type { EventMatch, Filter, Window } from '../ast.ts';
import { fieldOf, matches } from './filter.ts';
import { inWindow } from './window.ts';
import type { World } from './world.ts';

/** Measures that add up, or take the ends of, what they find: one pass over the events. */

/** Events of the world that a measure looks at: they match, and lie in the window. */
export function eventsIn(match: EventMatch, window: Window, world: World): InkEvent[] {
  const isIn = inWindow(window, world);
  return world.events.filter((event) => matches(match, event, world) && isIn(event));
}

/** How many. 0 when none. */
export function count(match: EventMatch, window: Window, world: World): number {
  return eventsIn(match, window, world).length;
}

/** Money and other sums are kept in whole millionths, so that no order of adding matters. */
const MICRO = 1_000_000;

/** A number in whole millionths. */
export function micros(x: number): number {
  return Math.round(x * MICRO);
}

function numbersIn(events: readonly InkEvent[], field: string): number[] {
  return events.map((event) => fieldOf(event.params, field)).filter((x) => typeof x === 'number');
}

/** Sum of `field` in millionths: events whose field is no number add nothing. */
export function sumMicros(events: readonly InkEvent[], field: string): number {
  return numbersIn(events, field).reduce((sum, x) => sum + micros(x), 0);
}

/** Sum, least, greatest or mean of a field; of nothing, the sum is 0 and the others absent. */
export function aggregate(
  kind: 'sum' | 'min' | 'max' | 'avg',
  field: string,
  events: readonly InkEvent[],
): number | null {
  const found = numbersIn(events, field);
  if (kind === 'sum') return sumMicros(events, field) / MICRO;
  if (found.length === 0) return null;
  if (kind === 'min') return Math.min(...found);
  if (kind === 'max') return Math.max(...found);
  // The mean divides once, and last: whole millionths by a whole number.
  return sumMicros(events, field) / (found.length * MICRO);
}

/**
 * Purchases net of refunds in the site's currency. Money that names no currency is the site's;
 * money in another is left out.
 */
export function revenue(where: Filter | null, window: Window, world: World): number {
  const paid = eventsIn({ types: ['purchase', 'refund'], where }, window, world);
  const own = paid.filter((event) => {
    const currency = fieldOf(event.params, 'currency');
    return currency === undefined || currency === world.rules.currency;
  });
  const sumOf = (type: string): number =>
    sumMicros(
      own.filter((event) => event.type === type),
      'value',
    );
  return (sumOf('purchase') - sumOf('refund')) / MICRO;
}
