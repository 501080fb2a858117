import type { Measure } from '../ast.ts';
import { aggregate, count, eventsIn, revenue } from './counting.ts';
import { combine, modelValue, operandValue, shareBelow, strongest, trend } from './derived.ts';
import { matches } from './filter.ts';
import { completion, engagedSeconds, engagedViews } from './pages.ts';
import { periods, regular, streak } from './periods.ts';
import { differentValues, extremeValue, valueByOrder } from './picking.ts';
import { score } from './score.ts';
import { completedSequences } from './sequence.ts';
import { latestSetting } from './settings.ts';
import { inFor, timesChanged } from './stays.ts';
import type { Value } from './value.ts';
import type { World } from './world.ts';

/** What a measure gives in a world; `null` for absent. */
export function measureValue(measure: Measure, world: World): Value {
  switch (measure.kind) {
    case 'count':
      return count(measure.event, measure.window, world);
    case 'sum':
    case 'min':
    case 'max':
    case 'avg':
      return aggregate(measure.kind, measure.field, eventsIn(measure.event, measure.window, world));
    case 'revenue':
      return revenue(measure.where, measure.window, world);
    case 'distinct':
    case 'list':
    case 'top':
    case 'bottom':
    case 'first':
    case 'last':
    case 'nth':
      return pickedValue(measure, world);
    case 'since-last':
    case 'since-first':
    case 'nth-event':
      return instantValue(measure, world);
    case 'periods':
      return periods(measure, world);
    case 'regular':
      return regular(measure, world);
    case 'streak':
      return streak(measure.event, measure.unit, world);
    case 'engaged':
      return engagedSeconds(measure.where, measure.window, world);
    case 'engaged-views':
      return engagedViews(measure, world);
    case 'completion':
      return completion(measure, world);
    case 'sequence':
      return completedSequences(measure, world);
    case 'score':
      return score(measure, world);
    case 'trait':
    case 'context':
      return latestSetting(measure.kind, measure.key, world);
    case 'entered':
    case 'exited':
      return timesChanged(measure, world);
    case 'in-for':
      return inFor(measure.segment, world);
    default:
      return derivedValue(measure, world);
  }
}

type Derived = Extract<
  Measure,
  {
    kind: 'ratio' | 'difference' | 'trend' | 'strongest' | 'percentile' | 'model' | 'signal';
  }
>;

function derivedValue(measure: Derived, world: World): Value {
  switch (measure.kind) {
    case 'ratio':
    case 'difference':
      return combine(measure, world, measureValue);
    case 'trend':
      return trend(measure.of, world, measureValue);
    case 'strongest':
      return strongest(measure.of, world, measureValue);
    case 'percentile': {
      const value = operandValue({ kind: 'signal', signal: measure.signal }, world, measureValue);
      return shareBelow(value, world.breakpoints[measure.signal]);
    }
    case 'model': {
      const model = world.rules.models.find((m) => m.id === measure.model);
      return model === undefined ? null : modelValue(model, world, measureValue);
    }
    case 'signal':
      return measureValue(signalMeasure(measure.signal, world.rules), world);
  }
}

/** The measure that a signal names. */
export function signalMeasure(id: string, rules: World['rules']): Measure {
  const signal = rules.signals.find((s) => s.id === id);
  if (signal === undefined) throw new Error(`A parsed rule file names no unknown signal: ${id}`);
  return signal.measure;
}

type Picked = Extract<
  Measure,
  { kind: 'distinct' | 'list' | 'top' | 'bottom' | 'first' | 'last' | 'nth' }
>;

function pickedValue(measure: Picked, world: World): Value {
  const events = eventsIn(measure.event, measure.window, world);
  switch (measure.kind) {
    // Exact up to the cap; beyond it nothing more is taken in.
    case 'distinct':
      return differentValues(events, measure.field).slice(0, measure.cap).length;
    case 'list':
      return differentValues(events, measure.field).slice(0, measure.cap);
    case 'top':
    case 'bottom':
      return extremeValue(measure.kind, events, measure.field, measure.least);
    default:
      return valueByOrder(measure.kind, events, measure.field, measure.n);
  }
}

type Instant = Extract<Measure, { kind: 'since-last' | 'since-first' | 'nth-event' }>;

function instantValue(measure: Instant, world: World): number | null {
  if (measure.kind === 'nth-event') {
    const found = world.events.filter((event) => matches(measure.event, event, world));
    return found[measure.n - 1]?.t ?? null;
  }
  const found = eventsIn(measure.event, measure.window, world);
  const event = measure.kind === 'since-last' ? found.at(-1) : found[0];
  return event === undefined ? null : world.now - event.t;
}
