import type { EventMatch, Measure, Operand, Window } from '../ast.ts';
import { eventsIn } from './counting.ts';
import { shiftBack } from './derived.ts';
import { dayOf, dayStart } from './local-time.ts';
import { signalMeasure } from './measure.ts';
import { seenIn } from './picking.ts';
import { matchersOf, type Reads, recordedSince, vectorReads } from './recorded.ts';
import { latestSettingEvent } from './settings.ts';
import type { Spread } from './value.ts';
import { spanOf, windowSessions } from './window.ts';
import type { World } from './world.ts';

/**
 * What events that happened before recording began could do to a measure.
 *
 * Why it is right. A hidden event is one that the measure would look at, from before the instant
 * since which all that it reads is recorded. If its window does not reach back that far, nothing
 * hidden lies in it and the value is exact. If it does, a hidden event adds to things counted,
 * and may do anything to every other measure.
 */
export function spreadOf(measure: Measure, world: World): Spread {
  const parts = directParts(measure, world);
  if (parts !== null) return parts.every((part) => part === 'exact') ? 'exact' : 'any';
  switch (measure.kind) {
    case 'signal':
      return spreadOf(signalMeasure(measure.signal, world.rules), world);
    case 'in-for':
      return world.standing(measure.segment).in === null ? 'any' : 'exact';
    case 'entered':
    case 'exited': {
      const known = world.standing(measure.segment).knownSince;
      return reachOf(measure.window, world) < known ? 'any' : 'exact';
    }
    default:
      return ownSpread(measure, world);
  }
}

/** The spreads of the measures that a measure is made of; `null` when it is made of events. */
function directParts(measure: Measure, world: World): Spread[] | null {
  const operand = (of: Operand): Spread => (of.kind === 'number' ? 'exact' : spreadOf(of, world));
  switch (measure.kind) {
    case 'ratio':
    case 'difference':
      return [operand(measure.left), operand(measure.right)];
    case 'trend':
      return [spreadOf(measure.of, world), spreadOf(shiftBack(measure.of), world)];
    case 'strongest':
      return measure.of.map(({ measure: of }) => spreadOf(of, world));
    case 'percentile':
      return [spreadOf(signalMeasure(measure.signal, world.rules), world)];
    case 'model': {
      const model = world.rules.models.find((m) => m.id === measure.model)!;
      return [
        ...model.inputs.map(operand),
        ...vectorReads(model).map((reads) => hides(reads, { kind: 'ever' }, world)),
      ];
    }
    case 'score':
      return measure.clauses.map(({ event, perSession }) =>
        hides(
          readsOf(event),
          perSession ? { kind: 'sessions', count: 1 } : { kind: 'ever' },
          world,
        ),
      );
    default:
      return null;
  }
}

function readsOf(event: EventMatch): Reads {
  return matchersOf({ kind: 'count', event, window: { kind: 'ever' } })[0]!;
}

function hides(reads: Reads, window: Window, world: World): Spread {
  return reachOf(window, world) < recordedSince(reads, world.recordedFrom) ? 'any' : 'exact';
}

/**
 * The instant back to which a measure looks that starts from the newest: what it finds since
 * recording began cannot be outdone by anything older. `-Infinity` for all others, and when it
 * does not find what it looks for.
 */
function newestLooked(measure: Measure, world: World): number {
  const none = Number.NEGATIVE_INFINITY;
  switch (measure.kind) {
    case 'last': {
      const events = eventsIn(measure.event, measure.window, world);
      return seenIn(events, measure.field).at(-measure.n)?.event.t ?? none;
    }
    case 'since-last':
      return eventsIn(measure.event, measure.window, world).at(-1)?.t ?? none;
    case 'trait':
    case 'context':
      return latestSettingEvent(measure.kind, measure.key, world)?.t ?? none;
    default:
      return none;
  }
}

/** Measures that hidden events can only raise. */
function onlyGrows(measure: Measure): boolean {
  if (measure.kind === 'periods') return measure.total === null;
  return ['count', 'distinct', 'engaged', 'engaged-views', 'sequence'].includes(measure.kind);
}

function ownSpread(measure: Measure, world: World): Spread {
  const since = Math.max(
    ...matchersOf(measure).map((reads) => recordedSince(reads, world.recordedFrom)),
  );
  if (reachOf(windowOf(measure, world), world) >= since) return 'exact';
  if (newestLooked(measure, world) >= since) return 'exact';
  if (!onlyGrows(measure)) return 'any';
  return measure.kind === 'engaged' ? 'thousandths-up' : 'whole-up';
}

/** The window that a measure looks at; those that name none look at all time. */
function windowOf(measure: Measure, world: World): Window {
  if (measure.kind === 'regular') {
    return { kind: 'absolute', from: regularStart(measure, world), to: null };
  }
  return 'window' in measure ? measure.window : { kind: 'ever' };
}

function regularStart(measure: Extract<Measure, { kind: 'regular' }>, world: World): number {
  const endDay = dayOf(world.zone, world.now) + (measure.running ? 1 : 0);
  return dayStart(world.zone, endDay - measure.of * measure.days);
}

/** The first instant that a window looks at. */
export function reachOf(window: Window, world: World): number {
  if (window.kind === 'sessions') {
    const starts = windowSessions(window.count, world);
    if (starts.length === 0) return world.now;
    return starts.length < window.count ? Number.NEGATIVE_INFINITY : Math.min(...starts);
  }
  return spanOf(window, world)?.from ?? world.now;
}
