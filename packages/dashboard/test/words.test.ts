import { expect, test } from 'vitest';
import { counted, duration, percent, sizeCaption } from '../src/data/words.ts';

test.each([
  [0, '0 s'],
  [59, '59 s'],
  [60, '1 min'],
  [3_599, '59 min'],
  [3_600, '1 h'],
  [3_660, '1 h 1 min'],
])('%i seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test.each([
  { count: 0, of: 0, text: '–' },
  { count: 0, of: 8, text: '0.0%' },
  { count: 46, of: 1000, text: '4.6%' },
  { count: 994, of: 10_000, text: '9.9%' },
  { count: 995, of: 10_000, text: '10%' },
  { count: 8, of: 8, text: '100%' },
])('$count of $of is $text', ({ count, of, text }) => {
  expect(percent({ count, of })).toBe(text);
});

test('one is not many', () => {
  expect(counted(1, 'browser')).toBe('1 browser');
  expect(counted(12_430, 'browser')).toBe('12,430 browsers');
});

const sizes = (...list: (number | null)[]) =>
  list.map((size, i) => ({ day: `2026-11-2${i}`, size }));

test.each([
  { byDay: sizes(null, null), text: 'Nothing has been counted for “Fans” yet.' },
  {
    byDay: sizes(null, 3),
    text: 'Fans holds 3 browsers today, the first day of its count: there is nothing to compare with yet.',
  },
  { byDay: sizes(null, 1, 5), text: 'Fans grew from 1 to 5 browsers since 21 Nov.' },
  { byDay: sizes(5, 1), text: 'Fans shrank from 5 to 1 browser since 20 Nov.' },
  { byDay: sizes(2, 9, 2), text: 'Fans holds 2 browsers, as many as on 20 Nov.' },
])('$text', ({ byDay, text }) => {
  expect(sizeCaption('Fans', byDay)).toBe(text);
});
