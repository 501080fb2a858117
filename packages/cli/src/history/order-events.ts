import { compareEvents, type EventId } from '@inkling/engine';
import type { RawEvent } from '../input/raw-event.ts';

/** The id of an event: its own, else its place in the input, so that file order decides ties. */
export function eventId(event: RawEvent): EventId {
  return event.id !== null && typeof event.id !== 'string' ? event.id : ['', event.n];
}

/**
 * Puts one visitor's events into the engine's order, in place, and drops those whose foreign id
 * was there already; the earliest of them stays.
 *
 * @returns The same array unless something was dropped.
 */
export function orderEvents(events: RawEvent[]): RawEvent[] {
  // Most files are in order of time already, and checking is cheaper than sorting.
  if (!isOrdered(events)) events.sort(compare);
  return events.some(({ id }) => typeof id === 'string') ? dropRepeats(events) : events;
}

function isOrdered(events: readonly RawEvent[]): boolean {
  for (let i = 1; i < events.length; i++) {
    if (compare(events[i - 1] as RawEvent, events[i] as RawEvent) > 0) return false;
  }
  return true;
}

function compare(a: RawEvent, b: RawEvent): number {
  if (a.t !== b.t) return a.t - b.t;
  if (a.id === null && b.id === null) return a.n - b.n;
  const inEngine = (event: RawEvent) => ({ ...event, id: eventId(event), session: event.t });
  return compareEvents(inEngine(a), inEngine(b));
}

function dropRepeats(events: readonly RawEvent[]): RawEvent[] {
  const seen = new Set<string>();
  return events.filter(({ id }) => {
    if (typeof id !== 'string') return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
