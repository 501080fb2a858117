import type { ExplainCompare, ExplainNode, Explanation } from '@inkling/engine/explain';
import type { Condition, Measure, SegmentRule } from '../ast.ts';
import { wordCondition } from './condition.ts';
import { describeDistance, wordMissing } from './distance.ts';
import { wordMoment } from './instant.ts';
import { wordLength } from './length.ts';
import { wordList, wordNumber, wordValue } from './list.ts';
import { resolveSignal, type WordOptions } from './options.ts';

/** One line of an explanation. */
export interface ExplainLine {
  /** 0 for the segment itself, rising with each level of its rule. */
  readonly depth: number;
  /** `null` when it is not known. */
  readonly holds: boolean | null;
  readonly words: string;
}

/** How an explanation is worded, and at which instant it holds (ms since the epoch). */
export type ExplanationOptions = WordOptions & { readonly now: number };

type Compare = Extract<Condition, { kind: 'compare' }>;

/**
 * Why a visitor is in a segment or not, line by line: each part of the rule, whether it holds, the
 * value, how far it is from holding, and when it changes by itself.
 *
 * @param rule - The rule that was compiled into what the engine explained.
 */
export function describeExplanation(
  rule: SegmentRule,
  found: Explanation,
  options: ExplanationOptions,
): readonly ExplainLine[] {
  const exit =
    rule.exit === null || found.exit === null
      ? []
      : [
          { depth: 1, holds: found.exit.holds, words: 'Leaves when:' },
          ...linesOf(rule.exit, found.exit, 2, false, options),
        ];
  return [
    { depth: 0, holds: found.known ? found.in : null, words: standing(rule.id, found, options) },
    ...linesOf(rule.enter, found.enter, 1, false, options),
    ...exit,
  ];
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
function linesOf(
  condition: Condition,
  node: ExplainNode,
  depth: number,
  negated: boolean,
  options: ExplanationOptions,
): readonly ExplainLine[] {
  const { holds } = node;
  switch (condition.kind) {
    case 'not':
      return linesOf(condition.of, node, depth, !negated, options);
    case 'in': {
      const words = `${negated ? 'Not in' : 'In'} ${nameOf(condition.segment, options)}`;
      return [{ depth, holds, words }];
    }
    case 'compare':
      if (node.kind !== 'compare') return [];
      return [{ depth, holds, words: wordCompare(condition, node, negated, options) }];
    default: {
      const [only, ...others] = condition.of;
      const isOne = only !== undefined && others.length === 0;
      if (isOne) return linesOf(only, node, depth, negated, options);
      if (node.kind !== 'atLeast') return [];
      const parts = condition.of.flatMap((one, i) => {
        const part = node.of[i];
        return part === undefined ? [] : linesOf(one, part, depth + 1, false, options);
      });
      return [{ depth, holds, words: wordJoint(condition, negated) }, ...parts];
    }
  }
}

function wordJoint(condition: Extract<Condition, { of: readonly Condition[] }>, negated: boolean) {
  const all = { all: 'All of:', any: 'One or more of:', atLeast: '' }[condition.kind];
  const words = condition.kind === 'atLeast' ? `At least ${condition.n} of:` : all;
  return negated ? `Not: ${words.slice(0, 1).toLowerCase()}${words.slice(1)}` : words;
}

function wordCompare(
  condition: Compare,
  node: ExplainCompare & { readonly holds: boolean | null },
  negated: boolean,
  options: ExplanationOptions,
): string {
  const asked = wordCondition(negated ? { kind: 'not', of: condition } : condition, options);
  const notes = [
    node.holds === false && typeof node.value === 'string'
      ? null
      : wordNow(resolveSignal(condition.measure, options), node),
    node.holds === false ? wordFar(condition, node, negated, options) : null,
    wordChange(node, options.now),
  ].filter((note) => note !== null);
  const words = notes.length === 0 ? asked : `${asked}: ${notes.join('; ')}`;
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

const TIMES: ReadonlySet<string> = new Set(['since-last', 'since-first', 'in-for']);

/** The value; of a tally that only had to reach its threshold no more may be known. */
function wordNow(measure: Measure, { value, atLeast }: ExplainCompare): string | null {
  if (value === null) return null;
  const more = atLeast ? ' or more' : '';
  if (measure.kind === 'nth-event') return null;
  if (typeof value !== 'number') {
    return Array.isArray(value) ? `${value.length} values` : `is ${wordValue(value)}`;
  }
  if (TIMES.has(measure.kind)) return `is ${wordLength(value)}${more}`;
  if (measure.kind === 'engaged') return `is ${wordLength(value * 1000)}${more}`;
  return `is ${wordNumber(Math.round(value * 100) / 100)}${more}`;
}

function wordFar(
  condition: Compare,
  { value, distance }: ExplainCompare,
  negated: boolean,
  options: WordOptions,
): string | null {
  if (!negated) return describeDistance(condition, value, options);
  return distance === null
    ? null
    : wordMissing(resolveSignal(condition.measure, options), distance);
}

/** What holds may lapse by itself; what does not can come true no sooner than this by waiting. */
function wordChange(
  { until, holds }: ExplainCompare & { readonly holds: boolean | null },
  now: number,
): string | null {
  if (until === null) return null;
  const time = wordLength(until - now);
  return holds ? `for ${time} at the least` : `by waiting, in ${time} at the soonest`;
}
