import type { Filter, Measure, Window } from '../ast.ts';
import { paramsOf, type Reads, rootOf } from './walk.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

// A view and what was read of it are found together by tab and `page`.
const BEAT = ['engagement_time_msec', 'page'];
const SCROLL = ['percent_scrolled', 'page'];

/** The events that a measure reads, by itself: not those of the measures inside it. */
export function readsOf(measure: Measure): readonly Reads[] {
  switch (measure.kind) {
    case 'revenue':
      return [
        on('purchase', measure.where, ['value', 'currency', 'transaction_id']),
        on('refund', measure.where, ['value', 'currency', 'transaction_id']),
      ];
    case 'engaged':
      return [on('user_engagement', measure.where, ['engagement_time_msec'])];
    case 'engaged-views':
      return [
        on('page_view', measure.where, ['page']),
        ...(measure.seconds ? [on('user_engagement', null, BEAT)] : []),
        ...(measure.scrolled ? [on('scroll', null, SCROLL)] : []),
      ];
    case 'completion':
      return [
        on('scroll', measure.where, SCROLL),
        ...(measure.scope === 'page' ? [on('page_view', null, ['page'])] : []),
      ];
    case 'trait':
    case 'context':
      return [on(measure.kind, null, [measure.key])];
    case 'sequence':
      return measure.steps.flatMap((step) => {
        const same = measure.same === null ? [] : [rootOf(measure.same)];
        const between = step.without === null ? [] : [{ event: step.without, params: same }];
        return [{ event: step.event, params: same }, ...between];
      });
    case 'score':
      return measure.clauses.map(({ event }) => ({ event, params: [] }));
    default:
      if (!('event' in measure)) return [];
      return [{ event: measure.event, params: fieldsOf(measure) }];
  }
}

function on(type: string, where: Filter | null, params: readonly string[]): Reads {
  return { event: { types: [type], where }, params: [...params, ...paramsOf(where)] };
}

function fieldsOf(measure: Measure): readonly string[] {
  if ('field' in measure) return [rootOf(measure.field)];
  return measure.kind === 'periods' && measure.total ? [rootOf(measure.total.field)] : [];
}

/** How far back a measure looks, ms; `null` for all time, or for as long as sessions last. */
export function horizonOf(measure: Measure): number | null {
  if (measure.kind === 'regular') return (measure.of + 1) * measure.days * DAY_MS;
  if (measure.kind === 'score') return decayHorizon(measure);
  if (measure.kind === 'trend') {
    const inner = horizonOf(measure.of);
    return inner === null ? null : 2 * inner;
  }
  return 'window' in measure ? windowHorizon(measure.window) : null;
}

function windowHorizon(window: Window): number | null {
  switch (window.kind) {
    case 'rolling':
      return window.fromMs;
    case 'calendar':
      // Clocks set back make one of these days an hour longer.
      return { day: 1, week: 7, month: 31 }[window.unit] * (window.back + 1) * DAY_MS + HOUR_MS;
    default:
      return null;
  }
}

function decayHorizon({ decay }: Extract<Measure, { kind: 'score' }>): number | null {
  // Weights are whole parts of 2⁻³⁰: after 32 half-lives none is left.
  if (decay.kind === 'half-life') return 32 * decay.ms;
  if (decay.kind === 'linear') return decay.graceMs + Math.ceil(DAY_MS / decay.perDay);
  if (decay.kind === 'step') {
    const last = decay.steps.at(-1);
    return last?.keep === 0 ? last.afterMs : null;
  }
  return null;
}
