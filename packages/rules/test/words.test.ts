import {
  describe as inWords,
  loadTemplate,
  parseRules,
  templateNames,
  wordOptions,
} from '@inkling/rules';
import { describe, expect, test } from 'vitest';
import { wordLength } from '../src/words/length.ts';
import { wordNumber } from '../src/words/list.ts';
import { fileAround, SOUND_CONDITIONS, SOUND_FILTERS } from './sound-conditions.ts';
import { WORDS_OF_CONDITIONS, WORDS_OF_FILTERS } from './words-of-examples.ts';

const timezone = 'Europe/Berlin';

function said(enter: unknown): string {
  const [segment] = parseRules(fileAround(enter)).segments;
  if (segment === undefined) throw new Error('The file has no segment.');
  return inWords(segment.enter, {
    timezone,
    nameOf: (id) => (id === 'other' ? 'other' : `“${id}”`),
  });
}

test.each(Object.keys(SOUND_CONDITIONS))('%s in words', (name) => {
  expect(said(SOUND_CONDITIONS[name])).toBe(WORDS_OF_CONDITIONS[name]);
});

test.each(Object.keys(SOUND_FILTERS))('a filter by %s in words', (name) => {
  const enter = { count: 'page_view', where: SOUND_FILTERS[name], gte: 2 };
  expect(said(enter)).toBe(WORDS_OF_FILTERS[name]);
});

describe('quantities', () => {
  const count = (tests: object) => said({ count: 'purchase', within: '30d', ...tests });
  test.each([
    { tests: { gte: 1 }, words: 'Made a purchase in the last 30 days' },
    { tests: { gt: 0 }, words: 'Made a purchase in the last 30 days' },
    { tests: { eq: 0 }, words: 'Made no purchases in the last 30 days' },
    { tests: { eq: 1 }, words: 'Made exactly 1 purchase in the last 30 days' },
    { tests: { lt: 2 }, words: 'Made fewer than 2 purchases in the last 30 days' },
    { tests: { lte: 2 }, words: 'Made at most 2 purchases in the last 30 days' },
    { tests: { ne: 2 }, words: 'Made any number but 2 purchases in the last 30 days' },
    { tests: { in: [1, 3] }, words: 'Made 1 or 3 purchases in the last 30 days' },
    {
      tests: { gte: 2, lt: 5 },
      words: 'Made 2 or more and fewer than 5 purchases in the last 30 days',
    },
  ])('$words', ({ tests, words }) => {
    expect(count(tests)).toBe(words);
  });
});

describe('brackets', () => {
  const [a, b, c] = [{ in: 'other' }, { trait: 'b', eq: 1 }, { trait: 'c', eq: 1 }];
  test.each([
    { enter: { all: [a, { any: [b, c] }] }, words: 'Is in other and (b is 1 or c is 1)' },
    { enter: { any: [a, { all: [b, c] }] }, words: 'Is in other or (b is 1 and c is 1)' },
    { enter: { all: [a, { all: [b, c] }] }, words: 'Is in other and b is 1 and c is 1' },
    { enter: { all: [a, { any: [b] }] }, words: 'Is in other and b is 1' },
    { enter: { not: a }, words: 'Is not in other' },
    { enter: { not: { not: a } }, words: 'Is in other' },
    { enter: { not: { any: [a, b] } }, words: 'Not (is in other or b is 1)' },
    {
      enter: { all: [b, { atLeast: 1, of: [a, c] }] },
      words: 'B is 1 and (at least 1 of: is in other; c is 1)',
    },
  ])('$words', ({ enter, words }) => {
    expect(said(enter)).toBe(words);
  });
});

test.each([
  { ms: 0, words: 'no time' },
  { ms: 1, words: '1 second' },
  { ms: 1000, words: '1 second' },
  { ms: 80_000, words: '80 seconds' },
  { ms: 3_600_000, words: '1 hour' },
  { ms: 86_400_000, words: '1 day' },
  { ms: 86_400_000 - 1, words: '1 day' },
  { ms: 100_800_000, words: '28 hours' },
  { ms: 100_800_001, words: '1 day 5 hours' },
  { ms: 2 * 86_400_000 - 1, words: '2 days' },
  { ms: 7_776_000_000, words: '90 days' },
])('$ms ms is $words', ({ ms, words }) => {
  expect(wordLength(ms)).toBe(words);
});

test.each([
  { value: 0, words: '0' },
  { value: 999, words: '999' },
  { value: 1000, words: '1,000' },
  { value: -1234567.25, words: '-1,234,567.25' },
  { value: 1e21, words: '1e+21' },
])('$value is written $words', ({ value, words }) => {
  expect(wordNumber(value)).toBe(words);
});

describe('in the terms of a file', () => {
  test.each(templateNames)('no raw milliseconds in %s', (name) => {
    const rules = parseRules(loadTemplate(name));
    for (const { enter } of rules.segments) {
      expect(inWords(enter, wordOptions(rules))).not.toMatch(/\d,\d{3},\d{3}/);
    }
  });

  test('signals are what they measure, and segments bear their names', () => {
    const rules = parseRules({
      format: 1,
      site: 'a',
      signals: { seen: { signal: 'last' }, last: { 'since-last': 'purchase' } },
      segments: {
        a: { enter: { all: [{ signal: 'seen', lt: '3d' }, { in: 'b' }] } },
        b: { name: 'Best customers', enter: { percentile: 'seen', lt: 0.2 } },
      },
    });
    expect(rules.segments.map(({ enter }) => inWords(enter, wordOptions(rules)))).toEqual([
      'Last purchase was less than 3 days ago and is in Best customers',
      'Share of visitors with a lower time since the last purchase is less than 20 %',
    ]);
  });
});
