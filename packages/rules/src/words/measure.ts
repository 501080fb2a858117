import type { Decay, Measure, NumberTest, Operand, ScoreClause, SequenceStep } from '../ast.ts';
import { eventWords, wordEvent, wordEvents, wordOccasion, wordWhere } from './event.ts';
import { wordLength } from './length.ts';
import { wordList, wordNumber } from './list.ts';
import { resolveSignal, type WordOptions } from './options.ts';
import { wordQuantity } from './tests.ts';
import { wordWindow } from './window.ts';

const STATISTICS = { sum: 'total', min: 'smallest', max: 'greatest', avg: 'average' } as const;

/** A measure as a noun: `number of pages where section is politics in the last 30 days`. */
export function wordMeasure(measure: Measure, options: WordOptions): string {
  return `${wordSubject(measure, options)}${'window' in measure ? wordWindow(measure.window, options) : ''}`;
}

/** The same without its window. */
function wordSubject(measure: Measure, options: WordOptions): string {
  switch (measure.kind) {
    case 'count':
      return `number of ${wordEvents(measure.event)}`;
    case 'sum':
    case 'min':
    case 'max':
    case 'avg':
      return `${STATISTICS[measure.kind]} ${measure.field} of ${wordEvents(measure.event)}`;
    case 'revenue':
      return `revenue after refunds${wordWhere(measure)}`;
    case 'distinct':
      return `number of different ${measure.field} values of ${wordEvents(measure.event)}`;
    case 'list':
      return `the set of ${measure.field} of ${wordEvents(measure.event)}`;
    case 'top':
    case 'bottom': {
      const how = measure.kind === 'top' ? 'most' : 'least';
      const seen = measure.least > 1 ? ` (seen ${measure.least} times or more)` : '';
      return `${how} frequent ${measure.field} of ${wordEvents(measure.event)}${seen}`;
    }
    case 'first':
      return `${measure.field} of the first ${wordEvent(measure.event)}`;
    case 'last': {
      const which = measure.n === 1 ? 'last' : `${ordinal(measure.n)} last`;
      return `${measure.field} of the ${which} ${wordEvent(measure.event)}`;
    }
    case 'nth':
      return `${measure.field} of the ${ordinal(measure.n)} ${wordEvent(measure.event)}`;
    default:
      return wordOther(measure, options);
  }
}

type Other = Exclude<
  Measure,
  {
    kind:
      | 'count'
      | 'sum'
      | 'min'
      | 'max'
      | 'avg'
      | 'revenue'
      | 'distinct'
      | 'list'
      | 'top'
      | 'bottom'
      | 'first'
      | 'last'
      | 'nth';
  }
>;

function wordOther(measure: Other, options: WordOptions): string {
  switch (measure.kind) {
    case 'since-last':
    case 'since-first': {
      const which = measure.kind === 'since-last' ? 'last' : 'first';
      return `time since the ${which} ${wordOccasion(measure.event)}`;
    }
    case 'periods':
      return `number of ${periodsOf(measure.unit)} with ${wordTotal(measure)}`;
    case 'regular': {
      const length = measure.days === 1 ? 'days' : `periods of ${measure.days} days`;
      const running = measure.running ? ', the running one counted,' : '';
      const least = measure.least === 1 ? 'with' : `with ${measure.least} or more of`;
      return `number of the last ${measure.of} ${length}${running} ${least} ${wordEvents(measure.event)}`;
    }
    case 'streak':
      return `${measure.unit}s in a row with ${wordEvents(measure.event)}`;
    case 'engaged':
      return `engaged time on ${pagesOf(measure)}`;
    case 'engaged-views':
      return `number of ${pagesOf(measure)} ${wordNeeds(measure)}`;
    case 'completion':
      if (measure.scope === 'page') return `scroll depth of the current page${wordWhere(measure)}`;
      return `greatest scroll depth of ${pagesOf(measure)}`;
    case 'sequence':
      return `number of times they ${wordSteps(measure.steps, measure.same)}`;
    case 'nth-event':
      return `date of the ${ordinal(measure.n)} ${wordEvent(measure.event)}`;
    default:
      return wordDerived(measure, options);
  }
}

type Derived = Exclude<
  Other,
  {
    kind:
      | 'since-last'
      | 'since-first'
      | 'periods'
      | 'regular'
      | 'streak'
      | 'engaged'
      | 'engaged-views'
      | 'completion'
      | 'sequence'
      | 'nth-event';
  }
>;

function wordDerived(measure: Derived, options: WordOptions): string {
  const segment = (id: string): string => options.nameOf?.(id) ?? id;
  switch (measure.kind) {
    case 'ratio':
      return `ratio of ${wordOperand(measure.left, options)} to ${wordOperand(measure.right, options)}`;
    case 'difference':
      return `${wordOperand(measure.left, options)} less ${wordOperand(measure.right, options)}`;
    case 'trend':
      return `change of ${wordMeasure(measure.of, options)} against the same time before`;
    case 'score':
      return wordScore(measure.clauses, measure.decay, measure.cap);
    case 'strongest':
      return `the strongest of ${wordList(
        measure.of.map(({ label }) => label),
        'and',
      )}`;
    case 'percentile': {
      const of = wordMeasure({ kind: 'signal', signal: measure.signal }, options);
      return `share of visitors with a lower ${of}`;
    }
    case 'model':
      return `what the model ${measure.model} says`;
    case 'trait':
      return measure.key;
    case 'context':
      return `the ${measure.key}`;
    case 'entered':
      return `number of times they entered ${segment(measure.segment)}`;
    case 'exited':
      return `number of times they left ${segment(measure.segment)}`;
    case 'in-for':
      return `time they have been in ${segment(measure.segment)}`;
    case 'signal': {
      const found = resolveSignal(measure, options);
      // A score takes long to tell; its name says more.
      const isNamed = found.kind === 'signal' || found.kind === 'score';
      return isNamed ? measure.signal : wordMeasure(found, options);
    }
  }
}

function wordOperand(operand: Operand, options: WordOptions): string {
  return operand.kind === 'number' ? wordNumber(operand.value) : wordMeasure(operand, options);
}

/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(n: number): string {
  const tens = n % 100;
  const suffix = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${suffix}`;
}

function periodsOf(unit: 'day' | 'week' | 'month' | 'session'): string {
  return unit === 'session' ? 'visits' : `different ${unit}s`;
}

function wordTotal(measure: Extract<Measure, { kind: 'periods' }>): string {
  const events = wordEvents(measure.event);
  if (measure.total === null) return events;
  return `${wordQuantity(measure.total.tests)} ${measure.total.field} in all from ${events}`;
}

/** `pages where section is politics`. */
export function pagesOf(measure: Pick<Extract<Measure, { kind: 'engaged' }>, 'where'>): string {
  return `pages${wordWhere(measure)}`;
}

/** `read for more than 15 s and scrolled 80 or more %`. */
export function wordNeeds(measure: Extract<Measure, { kind: 'engaged-views' }>): string {
  const part = (word: string, test: NumberTest | null, unit: string): string[] =>
    test === null ? [] : [`${word} ${wordQuantity([test], (n) => `${wordNumber(n)}${unit}`)}`];
  const needs = [
    ...part('read', measure.seconds, ' s'),
    ...part('scrolled', measure.scrolled, ' %'),
  ];
  return wordList(needs, 'and');
}

/** `made additions to the cart, then did not make purchases within 1 hour`. */
export function wordSteps(steps: readonly SequenceStep[], same: string | null): string {
  const told = steps.map((step, i) => {
    const { did, one } = eventWords(step.event);
    const what = `${one}${wordWhere(step.event)}`;
    const within = step.withinMs === null ? '' : ` within ${wordLength(step.withinMs)}`;
    const without = step.without === null ? '' : ` with no ${wordEvents(step.without)} in between`;
    const verb = step.negated
      ? `then had no ${what}`
      : `${i === 0 ? '' : 'then '}${did} ${article(what)}`;
    return `${verb}${within}${without}`;
  });
  return `${told.join(', ')}${same === null ? '' : ` (with the same ${same})`}`;
}

/** `a page`, `an addition`; quoted names stand by themselves. */
export function article(noun: string): string {
  if (noun.startsWith('"')) return noun;
  return `${'aeiou'.includes(noun[0] ?? '') ? 'an' : 'a'} ${noun}`;
}

function wordScore(clauses: readonly ScoreClause[], decay: Decay, cap: number | null): string {
  const points = clauses.map((clause) => {
    const most = clause.cap === null ? '' : ` (at most ${wordNumber(clause.cap)})`;
    const session = clause.perSession ? ' of this session' : '';
    return `${wordNumber(clause.points)} for each of ${wordEvents(clause.event)}${session}${most}`;
  });
  const most = cap === null ? '' : `, at most ${wordNumber(cap)} in all`;
  return `score of ${wordList(points, 'and')}${wordDecay(decay)}${most}`;
}

function wordDecay(decay: Decay): string {
  switch (decay.kind) {
    case 'none':
      return '';
    case 'half-life':
      return `, halved every ${wordLength(decay.ms)}`;
    case 'linear': {
      const grace = decay.graceMs === 0 ? '' : ` after ${wordLength(decay.graceMs)}`;
      return `, losing ${wordNumber(Math.round(decay.perDay * 10_000) / 100)} % a day${grace}`;
    }
    case 'step': {
      const steps = decay.steps.map(
        ({ afterMs, keep }) => `${wordNumber(keep * 100)} % after ${wordLength(afterMs)}`,
      );
      return `, down to ${wordList(steps, 'and')}`;
    }
  }
}
