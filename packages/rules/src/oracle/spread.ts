import type { EventMatch, Filter, Measure, Operand, Window } from '../ast.ts';
import { shiftBack } from './derived.ts';
import { signalMeasure } from './measure.ts';
import type { Spread } from './value.ts';
import { spanOf, windowSessions } from './window.ts';
import type { World } from './world.ts';

/**
 * What events that happened before recording began could do to a measure.
 *
 * Why it is right. A hidden event is one of the measure's own types from before that type (or a
 * param that the measure reads) was recorded. If no such event can lie in the measure's window,
 * the value is exact. If one can, it adds to a number of things counted, and may do anything to
 * every other measure.
 */
export function spreadOf(measure: Measure, world: World): Spread {
  switch (measure.kind) {
    case 'count':
    case 'distinct':
    case 'periods': {
      const reach = { ...readsOf(measure), window: measure.window };
      return mayHide(reach, world) ? 'at-least' : 'exact';
    }
    case 'ratio':
    case 'difference':
      return worst([measure.left, measure.right].map((operand) => operandSpread(operand, world)));
    case 'strongest':
      return worst(measure.of.map(({ measure: of }) => spreadOf(of, world)));
    case 'trend':
      return worst([spreadOf(measure.of, world), spreadOf(shiftBack(measure.of), world)]);
    case 'signal':
      return spreadOf(signalMeasure(measure.signal, world.rules), world);
    case 'percentile':
      return worst([spreadOf(signalMeasure(measure.signal, world.rules), world)]);
    default:
      return 'exact';
  }
}

function operandSpread(operand: Operand, world: World): Spread {
  return operand.kind === 'number' ? 'exact' : spreadOf(operand, world);
}

/** Of numbers put together, one that could be larger could push the result either way. */
function worst(spreads: readonly Spread[]): Spread {
  return spreads.every((spread) => spread === 'exact') ? 'exact' : 'any';
}

interface Reach {
  readonly types: readonly string[] | null;
  readonly fields: readonly string[];
  readonly window: Window;
}

function readsOf(measure: {
  readonly event: EventMatch;
  readonly field?: string;
}): Omit<Reach, 'window'> {
  const fields = fieldsOf(measure.event.where);
  return {
    types: measure.event.types,
    fields: measure.field === undefined ? fields : [...fields, measure.field],
  };
}

function fieldsOf(filter: Filter | null): string[] {
  if (filter === null) return [];
  if (filter.kind === 'field') return [filter.field];
  if (filter.kind === 'not') return fieldsOf(filter.of);
  return filter.of.flatMap(fieldsOf);
}

/** The instant from which on everything that a measure reads is recorded; 0 for always. */
function recordedSince({ types, fields }: Omit<Reach, 'window'>, world: World): number {
  const { all, byKey = {} } = world.recordedFrom;
  const named = types ?? Object.keys(byKey).filter((key) => !key.includes('.'));
  const keys = named.flatMap((type) => [type, ...fields.map((field) => `${type}.${field}`)]);
  return Math.max(
    types === null || types.some((type) => !(type in byKey)) ? all : 0,
    ...keys.map((key) => byKey[key] ?? 0),
  );
}

/** Whether an event from before that instant could lie in the window. */
function mayHide(reach: Reach, world: World): boolean {
  const since = recordedSince(reach, world);
  if (since <= 0) return false;
  const { window } = reach;
  if (window.kind === 'within-first') return true;
  if (window.kind === 'sessions') {
    const starts = windowSessions(window.count, world);
    return starts.length < window.count || Math.min(...starts) < since;
  }
  const span = spanOf(window, world);
  return span !== null && span.from < Math.min(since, span.to);
}
