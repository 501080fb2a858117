import type { NumberTest, ValueTest } from '../ast.ts';
import { wordList, wordNumber, wordValue } from './list.ts';

type Say = (value: number) => string;

/** How many, before a noun: `3 or more`, `fewer than 5`, `no`. */
export function wordQuantity(
  tests: readonly (NumberTest | ValueTest)[],
  say: Say = wordNumber,
): string {
  return tests.map((test) => quantity(test, say)).join(' and ');
}

function quantity(test: NumberTest | ValueTest, say: Say): string {
  const number = (value: unknown): string =>
    typeof value === 'number' ? say(value) : wordValue(value);
  switch (test.op) {
    case 'eq':
      return test.value === 0 ? 'no' : `exactly ${number(test.value)}`;
    case 'ne':
      return test.value === 0 ? 'any number of' : `any number but ${number(test.value)}`;
    case 'gt':
      return `more than ${number(test.value)}`;
    case 'gte':
      return `${number(test.value)} or more`;
    case 'lt':
      return `fewer than ${number(test.value)}`;
    case 'lte':
      return `at most ${number(test.value)}`;
    case 'between':
      return `${number(test.from)} to ${number(test.to)}`;
    case 'in':
      return wordList(test.values.map(number), 'or');
    case 'notIn':
      return `any number but ${wordList(test.values.map(number), 'or')}`;
    case 'exists':
      return test.value ? 'any number of' : 'an unknown number of';
    case 'includes':
      return number(test.value);
  }
}

const ORDER = {
  value: { gt: 'more than', gte: 'at least', lt: 'less than', lte: 'at most' },
  date: { gt: 'after', gte: 'on or after', lt: 'before', lte: 'on or before' },
} as const;

/** What a value is, after a noun: `is at least 500`, `is before 1 March 2026`. */
export function wordTests(
  tests: readonly ValueTest[],
  say: Say = wordNumber,
  order: keyof typeof ORDER = 'value',
): string {
  const words = tests.map((test) => predicate(test, say, ORDER[order]));
  // "is more than 3 and at most 5": the second verb is understood.
  return words.map((one, i) => (i > 0 && one.startsWith('is ') ? one.slice(3) : one)).join(' and ');
}

type OrderWords = (typeof ORDER)[keyof typeof ORDER];

function predicate(test: ValueTest, say: Say, order: OrderWords): string {
  const value = (one: unknown): string => (typeof one === 'number' ? say(one) : wordValue(one));
  switch (test.op) {
    case 'eq':
      return `is ${value(test.value)}`;
    case 'ne':
      return `is not ${value(test.value)}`;
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return `is ${order[test.op]} ${value(test.value)}`;
    case 'between':
      return `is from ${value(test.from)} to ${value(test.to)}`;
    case 'in':
      return `is ${wordList(test.values.map(value), 'or')}`;
    case 'notIn':
      return `is not ${wordList(test.values.map(value), 'or')}`;
    case 'exists':
      return test.value ? 'is known' : 'is not known';
    case 'includes':
      return `includes ${value(test.value)}`;
  }
}
