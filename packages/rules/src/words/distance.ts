import type { JsonValue } from '@inkling/engine';
import type { Condition, EventMatch, Measure, ValueTest } from '../ast.ts';
import { eventWords } from './event.ts';
import { wordInstant } from './instant.ts';
import { wordLength } from './length.ts';
import { wordNumber, wordValue } from './list.ts';
import { resolveSignal, type WordOptions } from './options.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;

/** What must be added to a value (taken away, below 0) for a comparison to hold. */
interface Gap {
  readonly missing: number;
  /** Whether exactly that much is not yet enough. */
  readonly over: boolean;
}

const WHOLE: ReadonlySet<Measure['kind']> = new Set([
  'count',
  'distinct',
  'periods',
  'regular',
  'streak',
  'engaged-views',
  'sequence',
  'entered',
  'exited',
]);

/**
 * How far a visitor is from meeting a comparison: "1 more page", "80 seconds more engaged time",
 * "3 days to go", "it is sport".
 *
 * @param value - What the measure gives now; `null` when absent.
 * @returns `null` when it is met, or when nothing short can be said.
 */
export function describeDistance(
  { measure: named, tests }: Compare,
  value: JsonValue,
  options: WordOptions = {},
): string | null {
  const measure = resolveSignal(named, options);
  if (value === null) return tests.some(asksForValue) ? 'there is no value yet' : null;
  if (typeof value === 'number') {
    const gaps = tests.map((test) => gapOf(test, value, WHOLE.has(measure.kind)));
    const far = gaps.filter((gap) => gap !== null);
    if (measure.kind === 'nth-event' && far.length > 0)
      return `it was on ${wordInstant(value, options)}`;
    const words = far.map((gap) => wordGap(gap, measure));
    return words.length === 0 ? null : [...new Set(words)].join(' and ');
  }
  const isText = typeof value === 'string' || typeof value === 'boolean';
  return isText && !tests.every((test) => holds(test, value)) ? `it is ${wordValue(value)}` : null;
}

/** What is missing of a measure, or too much of it: `1 more page`, `2 fewer pages`. */
export function wordMissing(measure: Measure, missing: number): string {
  return wordGap({ missing, over: false }, measure);
}

function asksForValue(test: ValueTest): boolean {
  return !(test.op === 'exists' && !test.value);
}

function holds(test: ValueTest, value: string | boolean): boolean {
  switch (test.op) {
    case 'eq':
      return test.value === value;
    case 'ne':
      return test.value !== value;
    case 'in':
      return test.values.includes(value);
    case 'notIn':
      return !test.values.includes(value);
    default:
      return test.op === 'exists' ? test.value : true;
  }
}

function gapOf(test: ValueTest, value: number, whole: boolean): Gap | null {
  const exact = (limit: unknown): Gap | null =>
    typeof limit === 'number' ? { missing: limit - value, over: false } : null;
  switch (test.op) {
    case 'gte':
      return value >= Number(test.value) ? null : exact(test.value);
    case 'lte':
      return value <= Number(test.value) ? null : exact(test.value);
    case 'gt':
      return value > Number(test.value) ? null : beyond(test.value, value, whole, 1);
    case 'lt':
      return value < Number(test.value) ? null : beyond(test.value, value, whole, -1);
    case 'eq':
      return value === test.value ? null : exact(test.value);
    case 'between':
      if (value < test.from) return exact(test.from);
      return value > test.to ? exact(test.to) : null;
    default:
      return null;
  }
}

/** More than 3 pages is 4; more than 3 euros is a little over 3. */
function beyond(limit: unknown, value: number, whole: boolean, side: 1 | -1): Gap | null {
  if (typeof limit !== 'number') return null;
  if (!whole) return { missing: limit - value, over: true };
  const next = side === 1 ? Math.floor(limit) + 1 : Math.ceil(limit) - 1;
  return { missing: next - value, over: false };
}

function wordGap({ missing, over }: Gap, measure: Measure): string {
  const size = Math.abs(missing);
  const more = missing > 0 || (missing === 0 && over);
  if (isTime(measure)) {
    const past = `${wordLength(size)} too long`;
    return more ? `${wordLength(Math.max(size, 1))} to go` : past;
  }
  if (missing === 0) return 'just at the limit, which is not enough';
  const amount = `${over ? 'over ' : ''}${wordAmount(size, measure)}`;
  if (measure.kind === 'engaged') return `${amount} ${more ? 'more' : 'less'} engaged time`;
  const noun = nounOf(measure, size);
  const direction = more ? 'more' : noun === '' ? 'less' : 'fewer';
  return `${amount} ${direction}${noun === '' ? '' : ` ${noun}`}`;
}

/** Values that grow by themselves: waiting is all that it takes. */
function isTime({ kind }: Measure): boolean {
  return (
    kind === 'since-last' || kind === 'since-first' || kind === 'in-for' || kind === 'nth-event'
  );
}

function wordAmount(size: number, { kind }: Measure): string {
  if (kind === 'engaged') return wordLength(size * 1000);
  if (kind === 'completion') return `${wordNumber(round(size))} %`;
  if (kind === 'trend' || kind === 'percentile') return `${wordNumber(round(size * 100))} %`;
  return wordNumber(round(size));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** What is counted; empty for what has no name. */
function nounOf(measure: Measure, size: number): string {
  const of = (one: string, many: string): string => (size === 1 ? one : many);
  switch (measure.kind) {
    case 'count':
      return eventNoun(measure.event, size);
    case 'engaged-views':
      return of('page', 'pages');
    case 'periods':
      return measure.unit === 'session'
        ? of('visit', 'visits')
        : of(measure.unit, `${measure.unit}s`);
    case 'streak':
      return `${of(measure.unit, `${measure.unit}s`)} in a row`;
    case 'regular':
      return of('period', 'periods');
    case 'distinct':
      return `different ${measure.field}`;
    case 'sequence':
    case 'entered':
    case 'exited':
      return of('time', 'times');
    case 'score':
      return of('point', 'points');
    case 'revenue':
      return 'revenue';
    case 'sum':
      return measure.field;
    default:
      return '';
  }
}

function eventNoun(event: EventMatch, size: number): string {
  const { one, many } = eventWords(event);
  return size === 1 ? one : many;
}
