import { expect, test } from 'vitest';
import { nearest } from '../src/parse/nearest.ts';

const WORDS = [
  'count',
  'sum',
  'within',
  'within-first',
  'gte',
  'lte',
  'not',
  'nth',
  'engaged-views',
];

test.each([
  { word: 'count', found: 'count' },
  { word: 'cuont', found: 'count' },
  { word: 'coun', found: 'count' },
  { word: 'counts', found: 'count' },
  { word: 'COUNT', found: 'count' },
  { word: 'cxxnt', found: 'count' },
  { word: 'cxxxt', found: null },
  { word: 'nto', found: 'not' },
  { word: 'get', found: 'gte' },
  { word: 'tle', found: 'lte' },
  { word: 'xyz', found: null },
  { word: 's', found: null },
  { word: '', found: null },
  { word: 'withinfirst', found: 'within-first' },
  { word: 'engaged_views', found: 'engaged-views' },
  { word: 'egnaged-vies', found: 'engaged-views' },
  { word: 'a'.repeat(65), found: null },
])('"$word" is nearest to $found', ({ word, found }) => {
  expect(nearest(word, WORDS)).toBe(found);
});

test('of several as near the earlier one wins', () => {
  expect(nearest('segmen-x', ['segmen-a', 'segmen-b'])).toBe('segmen-a');
});
