import { expect, test } from 'vitest';
import { dayOf, shortDay } from '../src/data/days.ts';

const MIDNIGHT_BERLIN = Date.parse('2026-11-22T23:00:00Z');

test.each([
  { name: 'the last millisecond of a day', now: MIDNIGHT_BERLIN - 1, day: '2026-11-22' },
  { name: 'midnight, which belongs to the new day', now: MIDNIGHT_BERLIN, day: '2026-11-23' },
])('$name in the site’s zone', ({ now, day }) => {
  expect(dayOf(now, 'Europe/Berlin')).toBe(day);
});

test('an unknown zone is taken for UTC', () => {
  expect(dayOf(MIDNIGHT_BERLIN, 'Mars/Olympus')).toBe('2026-11-22');
});

test.each([
  ['2026-11-03', '3 Nov'],
  ['', ''],
])('%s is shown as “%s”', (day, text) => {
  expect(shortDay(day)).toBe(text);
});
