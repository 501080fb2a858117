import type { InkEvent } from '@inkling/engine';
import type { Scalar } from '../ast.ts';
import { fieldOf } from './filter.ts';

/** Measures that pick values of a field out of the events they look at. */

/** A value, and the event it was found in; events lacking the field are skipped. */
interface Seen {
  readonly value: Scalar;
  readonly event: InkEvent;
}

/** What was seen of a field, in event order. */
export function seenIn(events: readonly InkEvent[], field: string): Seen[] {
  return events.flatMap((event) => {
    const found = fieldOf(event.params, field);
    return found === undefined || typeof found === 'object'
      ? []
      : [{ value: found, event } as Seen];
  });
}

/** The different values, in the order in which they were first seen. */
export function differentValues(events: readonly InkEvent[], field: string): Scalar[] {
  return [...new Set(seenIn(events, field).map((seen) => seen.value))];
}

/**
 * The most (`top`) or least (`bottom`) frequent value; of equally frequent ones the one seen
 * most recently; absent when no value was seen `least` times.
 */
export function extremeValue(
  kind: 'top' | 'bottom',
  events: readonly InkEvent[],
  field: string,
  least: number,
): Scalar | null {
  const seen = seenIn(events, field);
  const timesOf = (value: Scalar): number => seen.filter((s) => s.value === value).length;
  const often = seen.filter((s) => timesOf(s.value) >= least);
  if (often.length === 0) return null;
  const times = often.map((s) => timesOf(s.value));
  const wanted = kind === 'top' ? Math.max(...times) : Math.min(...times);
  // The list is in event order, so the last that is as frequent is the most recent.
  return often.filter((s) => timesOf(s.value) === wanted).at(-1)!.value;
}

/** The n-th value from the oldest (`first`, `nth`) or from the newest (`last`). */
export function valueByOrder(
  kind: 'first' | 'last' | 'nth',
  events: readonly InkEvent[],
  field: string,
  n: number,
): Scalar | null {
  const seen = seenIn(events, field);
  return seen.at(kind === 'last' ? -n : n - 1)?.value ?? null;
}
