import { recordedSince } from '@inkling/engine';
import { expect, test } from 'vitest';

const from = { all: 100, byKey: { late: 500, early: 50, 'late.price': 700, 'other.price': 900 } };

test.each([
  { name: 'a type of its own', types: ['late'], params: [], since: 500 },
  { name: 'a type from the beginning', types: ['plain'], params: [], since: 100 },
  { name: 'the latest of several types', types: ['early', 'plain'], params: [], since: 100 },
  { name: 'a type earlier than all others', types: ['early'], params: [], since: 50 },
  { name: 'a param later than its type', types: ['late'], params: ['price'], since: 700 },
  { name: 'a param of another type', types: ['plain'], params: ['price'], since: 100 },
  { name: 'every type', types: null, params: [], since: 500 },
  { name: 'every type, with a param', types: null, params: ['price'], since: 900 },
])('$name is recorded since $since', ({ types, params, since }) => {
  expect(recordedSince(from, types, params)).toBe(since);
});

test.each([0, -5])('%d is for ever', (all) => {
  expect(recordedSince({ all }, ['any'], [])).toBe(Number.NEGATIVE_INFINITY);
});
