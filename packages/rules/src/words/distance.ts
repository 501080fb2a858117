import type { ExplainCompare } from '@inkling/engine/explain';
import type { EventMatch, Measure } from '../ast.ts';
import { eventWords } from './event.ts';
import { wordInstant } from './instant.ts';
import { wordLength } from './length.ts';
import { wordNumber, wordValue } from './list.ts';
import { resolveSignal, type WordOptions } from './options.ts';

/**
 * How far a visitor is from meeting a comparison that fails: "1 more page", "80 seconds more
 * engaged time", "3 days to go", "it is sport".
 *
 * @returns `null` when nothing short can be said.
 */
export function wordDistance(
  named: Measure,
  { value, distance }: Pick<ExplainCompare, 'value' | 'distance'>,
  options: WordOptions = {},
): string | null {
  const measure = resolveSignal(named, options);
  if (value === null) return 'there is no value yet';
  if (typeof value === 'string' || typeof value === 'boolean') return `it is ${wordValue(value)}`;
  if (distance === null || typeof value !== 'number') return null;
  if (measure.kind === 'nth-event') return `it was on ${wordInstant(value, options)}`;
  const { change, side } = distance;
  const size = Math.abs(change);
  const more = change > 0 || (change === 0 && side > 0);
  if (growsByItself(measure)) {
    const past = `${wordLength(size)} too long`;
    return more ? `${wordLength(Math.max(size, 1))} to go` : past;
  }
  if (change === 0) return 'just at the limit, which is not enough';
  const amount = `${side === 0 ? '' : 'over '}${wordAmount(size, measure)}`;
  if (measure.kind === 'engaged') return `${amount} ${more ? 'more' : 'less'} engaged time`;
  const noun = nounOf(measure, size);
  const direction = more ? 'more' : noun === '' ? 'less' : 'fewer';
  return `${amount} ${direction}${noun === '' ? '' : ` ${noun}`}`;
}

/** Whether a value grows by itself: waiting is all that it takes. */
export function growsByItself({ kind }: Measure): boolean {
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

/** Up, so that it never promises too much; what is lost in dividing is not counted. */
function round(size: number): number {
  return Math.ceil(size * 100 - 1e-6) / 100;
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
