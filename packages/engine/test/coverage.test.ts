import { recordedSince } from '@inkling/engine';
import { expect, test } from 'vitest';

const from = { all: 100, byKey: { late: 500, early: 50, 'late.price': 700, 'other.price': 900 } };

test.each([
  { name: 'a type of its own', keys: ['late'], since: 500 },
  { name: 'a type from the beginning', keys: ['plain'], since: 100 },
  { name: 'the latest of several types', keys: ['early', 'plain'], since: 100 },
  { name: 'a type earlier than all others', keys: ['early'], since: 50 },
  { name: 'a param later than its type', keys: ['late', ['late', 'price']], since: 700 },
  { name: 'a param of another type', keys: ['plain', ['plain', 'price']], since: 100 },
  { name: 'every type', keys: 0, since: 900 },
] as const)('$name is recorded since $since', ({ keys, since }) => {
  expect(recordedSince(from, keys)).toBe(since);
});

test.each([0, -5])('%d is for ever', (all) => {
  expect(recordedSince({ all }, ['any'])).toBe(Number.NEGATIVE_INFINITY);
});
