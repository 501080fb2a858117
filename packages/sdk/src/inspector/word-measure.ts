import { codes, type JsonValue, type Program, type ProgramCode } from '@inkling/engine';
import { wordFilter, wordMatcher } from './word-filter.ts';
import { wordLength, wordWindow } from './word-window.ts';

/** A comparison as a program holds it. */
export type Leaf = Exclude<ProgramCode['l'][number], number>;
type Measure = Leaf[0];

const ENGAGED = 'engagement_time_msec';
const PER = ['days', 'weeks', 'months', 'visits'];
/** What is asked of a list of events; other measures are named without their parts. */
const WORDS: ReadonlyMap<number, string> = new Map([
  [codes.NTH, 'a value of'],
  [codes.MIN, 'the smallest value of'],
  [codes.MAX, 'the greatest value of'],
  [codes.AVG, 'the average of'],
  [codes.LIST, 'the values of'],
  [codes.TOP, 'the most frequent value of'],
  [codes.BOTTOM, 'the rarest value of'],
  [codes.PERIOD_TOTALS, 'periods with enough of'],
  [codes.REGULAR, 'regularity of'],
  [codes.STREAK, 'the streak of'],
  [codes.ENGAGED_VIEWS, 'views that were read'],
  [codes.COMPLETION, 'how far was read'],
  [codes.SEQUENCE, 'steps in their order'],
  [codes.RATIO, 'a ratio'],
  [codes.DIFFERENCE, 'a difference'],
  [codes.TREND, 'a trend'],
  [codes.SCORE, 'a score'],
  [codes.STRONGEST, 'the strongest of several'],
  [codes.PERCENTILE, 'a percentile'],
  [codes.MODEL, 'a model'],
  [codes.VECTOR, 'a model of values'],
  [codes.NTH_EVENT, 'an event in a place'],
  [codes.CONSTANT, 'a constant'],
]);

/** What is compared: `number of page_view where section = politics, in the last 30 d`. */
export function wordMeasure(measure: Measure, { code, segments }: Program): string {
  const [kind, first, window] = measure;
  if (kind === codes.IN_FOR) return `time in ${segments[first as number]?.id}`;
  const word = WORDS.get(kind);
  const stream = Array.isArray(window) ? code.s[first as number] : undefined;
  if (!stream) return word ?? 'a measure';
  const [matcher, , of = codes.COUNT, field = ''] = stream;
  const events = wordEvents(matcher, code, segments);
  const over = `${events}, ${wordWindow(window as readonly unknown[])}`;
  if (kind === codes.SINCE) return `time since the ${measure[3] ? 'first' : 'newest'} ${over}`;
  if (kind === codes.DISTINCT) return `different ${field} of ${over}`;
  if (word) return `${word} ${field ? `${field} of ` : ''}${over}`;
  if (of === codes.MONEY) return `revenue of ${over}`;
  if (of === codes.NUMBER)
    return `${field === ENGAGED ? 'engaged time' : `sum of ${field}`} of ${over}`;
  return `${PER[of - codes.PER_DAY] ?? 'number'} ${of === codes.COUNT ? 'of' : 'with'} ${over}`;
}

function wordEvents(
  matcher: number | readonly number[],
  code: ProgramCode,
  segments: Program['segments'],
): string {
  if (typeof matcher !== 'number') return 'several events';
  if (matcher >= 0) return wordMatcher(code.m[matcher]!);
  const number = -1 - matcher;
  return `${number % 2 ? 'leaving' : 'entering'} ${segments[number >> 1]?.id}`;
}

/** A value of a measure, in its unit. */
export function wordValue(value: JsonValue, measure: Measure, { code }: Program): string {
  if (typeof value !== 'number') return value === null ? 'absent' : JSON.stringify(value);
  if (measure[0] === codes.SINCE || measure[0] === codes.IN_FOR) return wordLength(value);
  const [, , , field] = (Array.isArray(measure[2]) && code.s[measure[1] as number]) || [];
  const rounded = Math.round(value * 100) / 100;
  return field === ENGAGED ? `${rounded} s` : `${rounded}`;
}

/** What the value is wanted to be: `≥ 3`, `= 0`, `≥ 30 s`. */
export function wordWanted([measure, answers, ...cuts]: Leaf, program: Program): string {
  const say = (value: number): string => wordValue(value, measure, program);
  if (typeof answers !== 'number') return wordFilter(answers, say);
  const stretches: string[] = [];
  for (let i = 0; i <= cuts.length; i++) {
    if (!((answers >> i) & 1)) continue;
    const [from, to] = [cuts[i - 1], cuts[i]];
    if (from === undefined) stretches.push(`< ${say(to ?? 0)}`);
    else stretches.push(to === undefined ? `≥ ${say(from)}` : `≥ ${say(from)} and < ${say(to)}`);
  }
  return stretches.join(' or ');
}
