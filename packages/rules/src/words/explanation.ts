import type { ExplainCompare, ExplainNode, Explanation } from '@inkling/engine/explain';
import type { Condition, Measure, SegmentRule } from '../ast.ts';
import { wordCondition } from './condition.ts';
import { growsByItself, wordDistance } from './distance.ts';
import { wordMoment } from './instant.ts';
import { wordLength } from './length.ts';
import { wordList, wordNumber, wordValue } from './list.ts';
import { resolveSignal, type WordOptions } from './options.ts';

/** One condition of an explanation, in words and as data. */
export interface ExplainedCondition {
  /** What is asked: "Viewed 3 or more pages in the last 7 days", or "All of:" what follows. */
  readonly asked: string;
  /** What is so: "is 2; 1 more page"; `null` when there is nothing to add. */
  readonly found: string | null;
  readonly node: ExplainNode;
  readonly of: readonly ExplainedCondition[];
}

/** An explanation in words. */
export interface ExplainedSegment {
  /** Whether they are in, since when and until when. */
  readonly words: string;
  readonly enter: ExplainedCondition;
  /** `null` when the segment has no exit of its own. */
  readonly exit: ExplainedCondition | null;
}

/** How an explanation is worded, and at which instant it holds (ms since the epoch). */
export type ExplanationOptions = WordOptions & { readonly now: number };

type Compare = Extract<Condition, { kind: 'compare' }>;

/**
 * Why a visitor is in a segment or not: each part of the rule, whether it holds, the value, how
 * far it is from holding, and when it changes by itself.
 *
 * @param rule - The rule that was compiled into what the engine explained.
 * @throws TypeError when it was another.
 */
export function describeExplanation(
  rule: SegmentRule,
  found: Explanation,
  options: ExplanationOptions,
): ExplainedSegment {
  return {
    words: standing(rule.id, found, options),
    enter: describeNode(rule.enter, found.enter, false, options),
    exit:
      rule.exit === null || found.exit === null
        ? null
        : describeNode(rule.exit, found.exit, false, options),
  };
}

function standing(id: string, found: Explanation, options: ExplanationOptions): string {
  const name = nameOf(id, options);
  const until = found.until === null ? '' : `, until ${wordMoment(found.until)}`;
  if (!found.known) return `It is not known yet whether they are in ${name}${until}`;
  if (found.takenBy.length > 0) {
    const first = wordList(
      found.takenBy.map((one) => nameOf(one, options)),
      'and',
    );
    return `Not in ${name}, because ${first} comes first${until}`;
  }
  if (!found.in) return `Not in ${name}${until}`;
  const since = found.since === null ? '' : ` since ${wordMoment(found.since)}`;
  const held = found.heldUntil === null ? '' : `, held until ${wordMoment(found.heldUntil)}`;
  return `In ${name}${since}${until}${held}`;
}

function nameOf(segment: string, { nameOf }: WordOptions): string {
  return nameOf?.(segment) ?? segment;
}

/** A condition and its node, which have the same shape: a list of one is its only member. */
function describeNode(
  condition: Condition,
  node: ExplainNode,
  negated: boolean,
  options: ExplanationOptions,
): ExplainedCondition {
  const change = wordChange(node, options.now);
  switch (condition.kind) {
    case 'not':
      return describeNode(condition.of, node, !negated, options);
    case 'in': {
      const asked = `${negated ? 'Not in' : 'In'} ${nameOf(condition.segment, options)}`;
      return { asked, found: change, node, of: [] };
    }
    case 'compare':
      if (node.kind !== 'compare') break;
      return { ...describeCompare(condition, node, negated, options), node, of: [] };
    default: {
      const [only, ...others] = condition.of;
      const isOne = only !== undefined && others.length === 0;
      if (isOne) return describeNode(only, node, negated, options);
      if (node.kind !== 'atLeast' || node.of.length !== condition.of.length) break;
      const of = condition.of.map((one, i) => describeNode(one, node.of[i]!, false, options));
      return { asked: wordJoint(condition, negated), found: change, node, of };
    }
  }
  throw new TypeError('The explanation is that of another rule.');
}

function wordJoint(condition: Extract<Condition, { of: readonly Condition[] }>, negated: boolean) {
  const all = { all: 'All of:', any: 'One or more of:', atLeast: '' }[condition.kind];
  const words = condition.kind === 'atLeast' ? `At least ${condition.n} of:` : all;
  return negated ? `Not: ${words.slice(0, 1).toLowerCase()}${words.slice(1)}` : words;
}

function describeCompare(
  condition: Compare,
  node: ExplainCompare & ExplainNode,
  negated: boolean,
  options: ExplanationOptions,
): Pick<ExplainedCondition, 'asked' | 'found'> {
  const asked = wordCondition(negated ? { kind: 'not', of: condition } : condition, options);
  const measure = resolveSignal(condition.measure, options);
  const isFar = node.holds === false;
  const change = wordChange(node, options.now);
  // Of a length that only time adds to, the wait says all.
  const isWait = growsByItself(measure) && node.until !== null;
  const notes = [
    isFar && typeof node.value === 'string' ? null : wordNow(measure, node),
    isFar && !isWait ? wordDistance(measure, node, options) : null,
    isFar && isWait ? `can only become true in ${wordLength(node.until - options.now)}` : change,
  ].filter((note) => note !== null);
  return {
    asked: asked.slice(0, 1).toUpperCase() + asked.slice(1),
    found: notes.length === 0 ? null : notes.join('; '),
  };
}

const TIMES: ReadonlySet<string> = new Set(['since-last', 'since-first', 'in-for']);

/** The value; of a tally that only had to reach its threshold no more may be known. */
function wordNow(measure: Measure, { value, atLeast }: ExplainCompare): string | null {
  if (value === null) return null;
  const more = atLeast ? ' or more' : '';
  if (measure.kind === 'nth-event') return null;
  if (typeof value !== 'number') {
    return Array.isArray(value) ? wordSet(value) : `is ${wordValue(value)}`;
  }
  if (TIMES.has(measure.kind)) return `is ${wordLength(value)}${more}`;
  if (measure.kind === 'engaged') return `is ${wordLength(value * 1000)}${more}`;
  return `is ${wordNumber(Math.round(value * 100) / 100)}${more}`;
}

const MOST_SHOWN = 5;

/** A set by its newest members, since the whole of it may not fit a line. */
function wordSet(values: readonly unknown[]): string {
  if (values.length === 0) return 'it is empty';
  const shown = values.slice(-MOST_SHOWN).map(wordValue);
  const others = values.length - shown.length;
  return `it holds ${wordList(others > 0 ? [...shown, `${others} more`] : shown, 'and')}`;
}

/** When an answer changes with no further event. */
function wordChange({ until, holds }: ExplainNode, now: number): string | null {
  if (until === null) return null;
  const time = wordLength(until - now);
  if (holds === null) return `known in ${time}`;
  return holds ? `for ${time} more` : `by waiting, in ${time}`;
}
