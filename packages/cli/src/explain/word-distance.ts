import type { JsonValue } from '@inkling/engine';
import type { Condition, Measure, ValueTest } from '@inkling/rules';
import { wordNumber } from '../output/words.ts';

type Compare = Extract<Condition, { kind: 'compare' }>;

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/**
 * Says how far a compared value is from what the condition wants: "1 more", "80 s less".
 *
 * @returns `null` where no number says it: absent values, texts, sets.
 */
export function wordDistance(condition: Compare, value: JsonValue): string | null {
  if (typeof value !== 'number') return null;
  const gaps = condition.tests.flatMap((test) => gapOf(test, value) ?? []);
  const failed = gaps.filter(({ missing }) => missing !== 0 || gaps.length === 1);
  if (failed.length === 0) return null;
  return failed.map((gap) => wordGap(gap, condition.measure)).join(', ');
}

interface Gap {
  /** What must be added to the value; below 0 for what must go. */
  readonly missing: number;
  /** Whether exactly that much is not yet enough. */
  readonly over: boolean;
}

function gapOf(test: ValueTest, value: number): Gap | null {
  switch (test.op) {
    case 'gte':
      return bound(test.value, value, (limit) => value >= limit, false);
    case 'gt':
      return bound(test.value, value, (limit) => value > limit, true);
    case 'lte':
      return bound(test.value, value, (limit) => value <= limit, false);
    case 'lt':
      return bound(test.value, value, (limit) => value < limit, true);
    case 'eq':
      return bound(test.value, value, (limit) => value === limit, false);
    case 'between':
      if (value < test.from) return { missing: test.from - value, over: false };
      return value > test.to ? { missing: test.to - value, over: false } : null;
    default:
      return null;
  }
}

function bound(
  limit: unknown,
  value: number,
  holds: (limit: number) => boolean,
  over: boolean,
): Gap | null {
  if (typeof limit !== 'number' || holds(limit)) return null;
  return { missing: limit - value, over };
}

function wordGap({ missing, over }: Gap, measure: Measure): string {
  const amount = wordAmount(Math.abs(missing), measure);
  const direction = missing < 0 ? 'less' : 'more';
  if (missing === 0) return 'just beyond the limit';
  return `${over ? 'more than ' : ''}${amount} ${direction}`;
}

function wordAmount(amount: number, { kind }: Measure): string {
  if (kind === 'engaged') return `${wordNumber(amount)} s`;
  if (kind !== 'since-last' && kind !== 'since-first' && kind !== 'in-for')
    return wordNumber(amount);
  const [name, ms] = UNITS.find(([, unit]) => amount >= unit) ?? ['ms', 1];
  return `${wordNumber(Math.round((amount / ms) * 10) / 10)} ${name}`;
}
