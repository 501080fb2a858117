import type { Duration } from '../parse/duration.ts';
import type { CONTEXT_KEYS } from '../parse/measures-of-visitors.ts';
import type { NumberTests } from '../parse/number-tests.ts';
import type { WrittenScore } from '../parse/score.ts';
import type { WrittenSteps } from '../parse/sequence.ts';
import { node } from './node.ts';
import type { AnyMeasure, ChangeEver, Measure } from './types.ts';

/** An event's name, several, or `*` for every event. */
export type Events = string | readonly string[];
type When = 'where' | 'within' | 'withinFirst';
type Numeric = AnyMeasure<'number' | 'seconds' | 'duration' | 'date' | 'scalar'> | number;

/** How many events. */
export function count(events: Events): Measure<'number', When> {
  return node({ count: events });
}

/** The sum of a param. */
export function sum(events: Events, field: string): Measure<'number', When> {
  return node({ sum: events, field });
}

/** The smallest value of a param. */
export function min(events: Events, field: string): Measure<'number', When> {
  return node({ min: events, field });
}

/** The greatest value of a param. */
export function max(events: Events, field: string): Measure<'number', When> {
  return node({ max: events, field });
}

/** The mean of a param. */
export function avg(events: Events, field: string): Measure<'number', When> {
  return node({ avg: events, field });
}

/** Purchases less refunds, in the site's currency. */
export function revenue(): Measure<'number', When> {
  return node({ revenue: true });
}

/** How many different values a param had. */
export function distinct(events: Events, field: string): Measure<'number', When | 'cap'> {
  return node({ distinct: events, field });
}

/** The set of values a param had. */
export function list(events: Events, field: string): Measure<'set', When | 'cap'> {
  return node({ list: events, field });
}

/** The most frequent value of a param. */
export function top(events: Events, field: string): Measure<'scalar', When | 'cap' | 'least'> {
  return node({ top: events, field });
}

/** The least frequent value of a param. */
export function bottom(events: Events, field: string): Measure<'scalar', When | 'cap' | 'least'> {
  return node({ bottom: events, field });
}

/** The oldest value of a param. */
export function first(events: Events, field: string): Measure<'scalar', When> {
  return node({ first: events, field });
}

/** The newest value of a param; `n` counts back from it. */
export function last(events: Events, field: string, n = 1): Measure<'scalar', When> {
  return node({ last: events, field, ...(n === 1 ? {} : { n }) });
}

/** The n-th value of a param, from the oldest. */
export function nth(events: Events, field: string, n: number): Measure<'scalar', When> {
  return node({ nth: events, field, n });
}

/** How long ago the last event was. */
export function sinceLast(events: Events): Measure<'duration', When> {
  return node({ 'since-last': events });
}

/** How long ago the first event was. */
export function sinceFirst(events: Events): Measure<'duration', When> {
  return node({ 'since-first': events });
}

/** On how many different days, weeks, months or sessions. */
export function periods(
  events: Events,
  per: 'day' | 'week' | 'month' | 'session',
  total?: NumberTests & { readonly field: string },
): Measure<'number', When> {
  return node({ periods: events, per, ...(total === undefined ? {} : { total }) });
}

/** In how many of the last `of` whole periods the event happened at least `least` times. */
export function regular(
  events: Events,
  options: {
    readonly every: Duration;
    readonly of: number;
    readonly least?: number;
    readonly running?: boolean;
  },
): Measure<'number', 'where'> {
  return node({ regular: events, ...options });
}

/** For how many periods in a row, up to now. */
export function streak(events: Events, per: 'day' | 'week' | 'month'): Measure<'number', 'where'> {
  return node({ streak: events, per });
}

/** When the n-th event ever happened. */
export function nthEvent(events: Events, n: number): Measure<'date', 'where'> {
  return node({ 'nth-event': events, n });
}

/** Seconds of attention. */
export function engaged(): Measure<'seconds', When> {
  return node({ engaged: true });
}

type OneTest = { [K in keyof NumberTests]-?: Pick<NumberTests, K> }[keyof NumberTests];

/** Page views that were read for long enough, or scrolled far enough. */
export function engagedViews(
  needs:
    | { readonly seconds: OneTest; readonly scrolled?: OneTest }
    | { readonly seconds?: OneTest; readonly scrolled: OneTest },
): Measure<'number', When> {
  return node({ 'engaged-views': true, ...needs });
}

/** How far the current page is scrolled, in percent. */
export function completion(of: 'page'): Measure<'number', 'where'>;
/** How far the furthest page was scrolled, in percent. */
export function completion(of: 'pages'): Measure<'number', When>;
export function completion(of: 'page' | 'pages'): unknown {
  return node({ completion: of });
}

/** How often the steps were all taken in order. */
export function sequence(
  ...steps: WrittenSteps
): Measure<'number', 'within' | 'withinFirst' | 'same'> {
  return node({ sequence: steps });
}

/** One measure divided by another. */
export function ratio(left: Numeric, right: Numeric): Measure<'number'> {
  return node({ ratio: [left, right] });
}

/** One measure less another. */
export function difference(left: Numeric, right: Numeric): Measure<'number'> {
  return node({ difference: [left, right] });
}

/** The change from the window before to this one, as a share of the one before. */
export function trend(of: AnyMeasure<'number' | 'seconds'>): Measure<'number'> {
  return node({ trend: of });
}

/** Points that fade. */
export function score(definition: WrittenScore): Measure<'number'> {
  return node({ score: definition });
}

/** Which of several measures is greatest. */
export function strongest<const L extends string>(
  of: Readonly<Record<L, AnyMeasure>>,
): Measure<'label', never, L> {
  return node({ strongest: of });
}

/** The share of visitors below this one, 0 to 1, by a named signal. */
export function percentile(signal: string): Measure<'number'> {
  return node({ percentile: signal });
}

/** What a model of the file says. */
export function model(name: string): Measure<'number'> {
  return node({ model: name });
}

/** Something that the site set on this device. */
export function trait(key: string): Measure<'scalar'> {
  return node({ trait: key });
}

/** Something of the moment: device, language, campaign, hour, … */
export function context(key: (typeof CONTEXT_KEYS)[number]): Measure<'scalar'> {
  return node({ context: key });
}

/** How often the visitor came into a segment; by itself: at least once. */
export function entered(segment: string): ChangeEver {
  return node({ entered: segment });
}

/** How often the visitor left a segment; by itself: at least once. */
export function exited(segment: string): ChangeEver {
  return node({ exited: segment });
}

/** How long the visitor has been in a segment. */
export function inFor(segment: string): Measure<'duration'> {
  return node({ 'in-for': segment });
}

/** A measure that the file names. */
export function signal(name: string): Measure<'scalar'> {
  return node({ signal: name });
}
