import type { JsonValue } from '@inkling/engine';
import { distanceOf } from '@inkling/engine/explain';
import { type Condition, compileRules, parseRules } from '@inkling/rules';
import { expect, test } from 'vitest';
import { wordDistance } from '../src/words/distance.ts';
import { fileAround } from './sound-conditions.ts';

/** What `explain` and its words make of a comparison when its measure gives a value. */
function tell(enter: unknown, value: JsonValue, not: boolean): string | null {
  const rules = parseRules(fileAround(enter));
  const found: Condition | undefined = rules.segments[0]?.enter;
  const { q, l } = compileRules(rules).code;
  const leaf = l[q[0]![0] as number];
  if (found?.kind !== 'compare' || typeof leaf !== 'object') throw new Error('No comparison.');
  const { distance } = distanceOf(leaf, value, not);
  return wordDistance(found.measure, { value, distance });
}

const DAY_MS = 86_400_000;
const pages = (tests: object) => ({ count: 'page_view', ...tests });

test.each([
  { enter: pages({ gte: 3 }), value: 2, words: '1 more page' },
  { enter: pages({ gte: 3 }), value: 1, words: '2 more pages' },
  { enter: pages({ gte: 3 }), value: 3, words: null },
  { enter: pages({ gt: 3 }), value: 3, words: '1 more page' },
  { enter: pages({ lt: 3 }), value: 3, words: '1 fewer page' },
  { enter: pages({ eq: 0 }), value: 2, words: '2 fewer pages' },
  { enter: pages({ between: [2, 4] }), value: 6, words: '2 fewer pages' },
  { enter: pages({ gte: 2, lte: 4 }), value: 1, words: '1 more page' },
  { enter: { count: 'play', gte: 2 }, value: 0, words: '2 more "play"' },
  { enter: { engaged: true, gte: 120 }, value: 40, words: '80 seconds more engaged time' },
  { enter: { engaged: true, lt: 60 }, value: 90, words: 'over 30 seconds less engaged time' },
  { enter: { periods: 'a', per: 'day', gte: 5 }, value: 4, words: '1 more day' },
  { enter: { periods: 'a', per: 'session', gte: 5 }, value: 3, words: '2 more visits' },
  { enter: { streak: 'a', per: 'week', gte: 5 }, value: 3, words: '2 more weeks in a row' },
  {
    enter: { distinct: 'a', field: 'section', gte: 4 },
    value: 1,
    words: '3 more different section',
  },
  {
    enter: { sum: 'purchase', field: 'value', gt: 500 },
    value: 480.5,
    words: '19.51 more value',
  },
  {
    enter: { sum: 'purchase', field: 'value', gt: 500 },
    value: 500,
    words: '0.01 more value',
  },
  { enter: { 'since-last': 'purchase', gte: '60d' }, value: 57 * DAY_MS, words: '3 days to go' },
  { enter: { 'since-last': 'purchase', gt: '60d' }, value: 60 * DAY_MS, words: '1 second to go' },
  { enter: { 'since-last': 'purchase', lt: '60d' }, value: 61 * DAY_MS, words: '1 day too long' },
  { enter: { 'since-last': 'purchase', lt: '60d' }, value: null, words: 'there is no value yet' },
  {
    enter: { 'nth-event': 'purchase', n: 3, gte: '2026-03-01' },
    value: Date.UTC(2026, 1, 1),
    words: 'it was on 1 February 2026',
  },
  {
    enter: { avg: 'purchase', field: 'value', lt: 5 },
    value: 5,
    words: 'just at the limit, which is not enough',
  },
  {
    enter: { trait: 'plan', exists: false },
    value: null,
    not: true,
    words: 'there is no value yet',
  },
  { enter: { count: 'a', in: [1, 2] }, value: 2, not: true, words: '1 more "a"' },
  { enter: { trait: 'plan', eq: 'pro' }, value: 'free', words: 'it is free' },
  { enter: { trait: 'plan', eq: 'pro' }, value: 'pro', not: true, words: 'it is pro' },
  { enter: { trait: 'plan', notIn: ['free'] }, value: 'free', words: 'it is free' },
  { enter: { completion: 'page', gte: 80 }, value: 55, words: '25 % more' },
  { enter: { percentile: 'reads', gte: 0.8 }, value: 0.55, words: '25 % more' },
  { enter: { list: 'a', field: 'b', includes: 'x' }, value: ['y'], words: null },
])('$enter at $value: $words', ({ enter, value, words, not = false }) => {
  expect(tell(enter, value, not)).toBe(words);
});
