import type { EventMatch, Filter, Measure, Window } from '../ast.ts';

/** Whether everything that `inner` matches is matched by `outer` too; false when that is unclear. */
export function containsEvents(outer: EventMatch, inner: EventMatch): boolean {
  const types = outer.types;
  const sameTypes = types === null || (inner.types?.every((type) => types.includes(type)) ?? false);
  return sameTypes && containsFilter(outer.where, inner.where);
}

/** A filter asks less when each of its terms is a term of the other. */
function containsFilter(outer: Filter | null, inner: Filter | null): boolean {
  if (outer === null || outer === inner) return true;
  if (inner === null) return false;
  const terms = new Set(termsOf(inner).map((term) => JSON.stringify(term)));
  return termsOf(outer).every((term) => terms.has(JSON.stringify(term)));
}

function termsOf(filter: Filter | null): readonly Filter[] {
  if (filter === null) return [];
  return filter.kind === 'all' ? filter.of.flatMap(termsOf) : [filter];
}

const CALENDAR_ORDER = { day: 0, week: 1, month: 2 } as const;

/** Whether every instant of `inner` lies in `outer`, at any time; false when that is unclear. */
export function containsWindow(outer: Window, inner: Window): boolean {
  if (outer.kind === 'ever' || JSON.stringify(outer) === JSON.stringify(inner)) return true;
  if (outer.kind === 'rolling' && inner.kind === 'rolling') {
    return outer.fromMs >= inner.fromMs && outer.toMs <= inner.toMs;
  }
  if (outer.kind === 'absolute' && inner.kind === 'absolute') {
    const ends = outer.to === null || (inner.to !== null && inner.to <= outer.to);
    return outer.from <= inner.from && ends;
  }
  if (outer.kind === 'sessions' && inner.kind === 'sessions') return outer.count >= inner.count;
  if (outer.kind === 'within-first' && inner.kind === 'within-first') {
    return outer.type === inner.type && outer.ms >= inner.ms;
  }
  if (outer.kind === 'calendar' && inner.kind === 'calendar') {
    // Today is in this week and in this month; a week may lie in two months.
    const today = inner.unit === 'day' && inner.back === 0;
    return today && outer.back === 0 && CALENDAR_ORDER[outer.unit] > CALENDAR_ORDER.day;
  }
  return false;
}

/**
 * Whether the value of `outer` is never below that of `inner`: the same tally over at least the
 * same events.
 */
export function isAtLeast(outer: Measure, inner: Measure): boolean {
  if (outer.kind === 'count' && inner.kind === 'count') {
    return containsEvents(outer.event, inner.event) && containsWindow(outer.window, inner.window);
  }
  if (outer.kind === 'distinct' && inner.kind === 'distinct') {
    const sameField = outer.field === inner.field && outer.cap >= inner.cap;
    const events = containsEvents(outer.event, inner.event);
    return sameField && events && containsWindow(outer.window, inner.window);
  }
  if (outer.kind === 'periods' && inner.kind === 'periods') {
    const plain = outer.total === null && inner.total === null && outer.unit === inner.unit;
    const events = containsEvents(outer.event, inner.event);
    return plain && events && containsWindow(outer.window, inner.window);
  }
  if (outer.kind === 'count' && inner.kind === 'periods' && inner.total === null) {
    // Each period needs an event of its own.
    const events = containsEvents(outer.event, inner.event);
    return events && containsWindow(outer.window, inner.window);
  }
  if (outer.kind === 'engaged' && inner.kind === 'engaged') {
    return containsFilter(outer.where, inner.where) && containsWindow(outer.window, inner.window);
  }
  return false;
}
