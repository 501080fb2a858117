import type { Condition, EventMatch, Measure, ValueTest } from '../ast.ts';
import { eventWords, wordEvents, wordOccasion, wordWhere } from './event.ts';
import { wordInstant } from './instant.ts';
import { wordLength } from './length.ts';
import { wordNumber } from './list.ts';
import { article, pagesOf, wordMeasure, wordNeeds, wordSteps } from './measure.ts';
import { resolveSignal, type WordOptions } from './options.ts';
import { wordQuantity, wordTests } from './tests.ts';
import { wordWindow } from './window.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;

/** A condition as what a visitor did or is: `made a purchase in the last 30 days`. */
export function wordCondition(condition: Condition, options: WordOptions): string {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const joint = condition.kind === 'all' ? ' and ' : ' or ';
      return condition.of.map((one) => inside(one, condition, options)).join(joint);
    }
    case 'not':
      return wordNot(condition.of, options);
    case 'atLeast': {
      const parts = condition.of.map((one) => wordCondition(one, options)).join('; ');
      return `at least ${condition.n} of: ${parts}`;
    }
    case 'in':
      return `is in ${nameOf(condition.segment, options)}`;
    case 'compare':
      return wordCompare(condition, options);
  }
}

/** Brackets where "and" and "or" would mix. */
function inside(one: Condition, around: Condition, options: WordOptions): string {
  const text = wordCondition(one, options);
  const other = one.kind === 'all' || one.kind === 'any' ? one.kind !== around.kind : false;
  const several = 'of' in one && Array.isArray(one.of) && one.of.length > 1;
  return (other && several) || one.kind === 'atLeast' ? `(${text})` : text;
}

function wordNot(of: Condition, options: WordOptions): string {
  if (of.kind === 'in') return `is not in ${nameOf(of.segment, options)}`;
  if (of.kind === 'not') return wordCondition(of.of, options);
  return `not (${wordCondition(of, options)})`;
}

function nameOf(segment: string, { nameOf }: WordOptions): string {
  return nameOf?.(segment) ?? segment;
}

function wordCompare({ measure: named, tests }: Compare, options: WordOptions): string {
  const found = resolveSignal(named, options);
  // A score takes long to tell; its name says more.
  const measure = found.kind === 'score' ? named : found;
  switch (measure.kind) {
    case 'count': {
      const did = wordCount(measure.event, tests);
      return `${did}${wordWindow(measure.window, options)}`;
    }
    case 'engaged': {
      const seconds = wordQuantity(tests, wordSeconds).replace(/^no$/, 'no time');
      return `spent ${seconds} on ${pagesOf(measure)}${wordWindow(measure.window, options)}`;
    }
    case 'engaged-views': {
      const window = wordWindow(measure.window, options);
      return `viewed ${wordQuantity(tests)} ${pagesOf(measure)} ${wordNeeds(measure)}${window}`;
    }
    case 'sequence':
      return wordSequence(measure, tests, options);
    case 'entered':
    case 'exited':
      return wordChange(measure, tests, options);
    case 'in-for':
      if (isAtLeastOne(tests)) return `is in ${nameOf(measure.segment, options)}`;
      return `${wordMeasure(measure, options)} ${wordTests(tests, wordLength)}`;
    case 'since-last':
    case 'since-first':
      return wordSince(measure, tests, options);
    case 'periods':
      return wordPeriods(measure, tests, options);
    case 'nth-event':
      return `${wordMeasure(measure, options)} ${wordTests(tests, (t) => wordInstant(t, options), 'date')}`;
    case 'completion':
      return `${wordMeasure(measure, options)} ${wordTests(tests, (n) => `${wordNumber(n)} %`)}`;
    case 'trend':
    case 'percentile':
      return `${wordMeasure(measure, options)} ${wordTests(tests, wordShare)}`;
    default:
      return `${wordMeasure(measure, options)} ${wordTests(tests)}`;
  }
}

function wordSeconds(seconds: number): string {
  return Number.isInteger(seconds) && seconds > 0
    ? wordLength(seconds * 1000)
    : `${wordNumber(seconds)} s`;
}

/** A share as percent: 0.8 is `80 %`. */
export function wordShare(share: number): string {
  return `${wordNumber(Math.round(share * 10_000) / 100)} %`;
}

/** `viewed 3 or more pages where section is politics`. */
function wordCount(event: EventMatch, tests: readonly ValueTest[]): string {
  const { did, one, many } = eventWords(event);
  const where = wordWhere(event);
  if (isAtLeastOne(tests)) return `${did} ${article(one)}${where}`;
  const only = tests.length === 1 ? tests[0] : undefined;
  const noun = only?.op === 'eq' && only.value === 1 ? one : many;
  const none = only?.op === 'eq' && only.value === 0;
  if (none && event.types === null) return `did nothing${where}`;
  const quoted = noun.startsWith('"');
  // "did "x" 3 or more times": a quoted name has no plural.
  if (quoted && !none) {
    return `did ${noun}${where} ${wordQuantity(tests)} times`;
  }
  return `${did} ${wordQuantity(tests)} ${noun}${where}`;
}

/** `last purchase was at least 60 days ago`. */
function wordSince(
  measure: Measure & { readonly kind: 'since-last' | 'since-first' },
  tests: readonly ValueTest[],
  options: WordOptions,
): string {
  const plain = measure.window.kind === 'ever' && tests.every(({ op }) => op !== 'exists');
  if (!plain) return `${wordMeasure(measure, options)} ${wordTests(tests, wordLength)}`;
  const which = measure.kind === 'since-last' ? 'last' : 'first';
  const ago = wordTests(tests, wordLength).replace(/^is /, '');
  return `${which} ${wordOccasion(measure.event)} was ${ago} ago`;
}

/** `viewed pages on 5 or more different days in the last 28 days`. */
function wordPeriods(
  measure: Extract<Measure, { kind: 'periods' }>,
  tests: readonly ValueTest[],
  options: WordOptions,
): string {
  const { event, unit, total, window } = measure;
  if (total !== null) return `${wordMeasure(measure, options)} ${wordTests(tests)}`;
  const { did } = eventWords(event);
  const [only] = tests;
  const isOne = tests.length === 1 && only?.op === 'eq' && only.value === 1;
  const place = unit === 'day' ? 'on' : 'in';
  const one = unit === 'session' ? 'visit' : unit;
  const many = unit === 'session' ? 'visits' : `different ${unit}s`;
  const periods = `${place} ${wordQuantity(tests)} ${isOne ? one : many}`;
  return `${did} ${wordEvents(event)} ${periods}${wordWindow(window, options)}`;
}

function isAtLeastOne(tests: readonly ValueTest[]): boolean {
  const [test, ...rest] = tests;
  if (test === undefined || rest.length > 0) return false;
  return (test.op === 'gte' && test.value === 1) || (test.op === 'gt' && test.value === 0);
}

function wordSequence(
  measure: Extract<Measure, { kind: 'sequence' }>,
  tests: readonly ValueTest[],
  options: WordOptions,
): string {
  const steps = wordSteps(measure.steps, measure.same);
  const window = wordWindow(measure.window, options);
  if (isAtLeastOne(tests)) return `${steps}${window === '' ? '' : `, all${window}`}`;
  return `${wordTimes(tests)} ${steps}${window === '' ? '' : `, all${window}`}`;
}

function wordChange(
  measure: Extract<Measure, { kind: 'entered' | 'exited' }>,
  tests: readonly ValueTest[],
  options: WordOptions,
): string {
  const verb = measure.kind === 'entered' ? 'entered' : 'left';
  const what = `${verb} ${nameOf(measure.segment, options)}${wordWindow(measure.window, options)}`;
  return isAtLeastOne(tests) ? what : `${wordTimes(tests)} ${what}`;
}

/** `3 or more times`, or `never`. */
function wordTimes(tests: readonly ValueTest[]): string {
  const times = wordQuantity(tests);
  return times === 'no' ? 'never' : `${times} times`;
}
