import { createCalendar, DAY, dayOf, MONTH, WEEK, type Zone } from '@inkling/engine';
import { expect, test } from 'vitest';

const at = (text: string): number => Date.parse(text);
const utc: Zone = { name: 'UTC', from: [null], offsets: [0] };
const berlin: Zone = {
  name: 'Europe/Berlin',
  from: [null, at('2026-03-29T01:00:00Z'), at('2026-10-25T01:00:00Z')],
  offsets: [60, 120, 60],
};
/** A zone that jumps over midnight, one that skips a day, and one that repeats a minute before it. */
const jumps: Zone = { name: 'jumps', from: [null, at('2026-01-10T00:00:00Z')], offsets: [0, 60] };
const skips: Zone = {
  name: 'skips',
  from: [null, at('2026-01-10T00:00:00Z')],
  offsets: [-720, 720],
};
const repeats: Zone = {
  name: 'repeats',
  from: [null, at('2026-01-10T00:01:00Z')],
  offsets: [0, -60],
};
const day = (text: string): number => at(`${text}T00:00:00Z`) / 86_400_000;

test.each([
  { name: 'UTC', zone: utc, date: '2026-01-05', start: '2026-01-05T00:00:00Z', hours: 24 },
  { name: 'winter', zone: berlin, date: '2026-01-05', start: '2026-01-04T23:00:00Z', hours: 24 },
  { name: 'short', zone: berlin, date: '2026-03-29', start: '2026-03-28T23:00:00Z', hours: 23 },
  { name: 'long', zone: berlin, date: '2026-10-25', start: '2026-10-24T22:00:00Z', hours: 25 },
  {
    name: 'no midnight',
    zone: jumps,
    date: '2026-01-10',
    start: '2026-01-10T00:00:00Z',
    hours: 23,
  },
  { name: 'skipped', zone: skips, date: '2026-01-10', start: '2026-01-10T00:00:00Z', hours: 12 },
  {
    name: 'begun twice',
    zone: repeats,
    date: '2026-01-10',
    start: '2026-01-10T00:00:00Z',
    hours: 25,
  },
])('a day that is $name starts at its first instant', ({ zone, date, start, hours }) => {
  const calendar = createCalendar(zone);
  const ordinal = day(date);
  expect(calendar.start(DAY, ordinal)).toBe(at(start));
  expect(calendar.start(DAY, ordinal + 1) - at(start)).toBe(hours * 3_600_000);
  expect(calendar.ordinal(DAY, at(start))).toBe(ordinal);
  expect(calendar.ordinal(DAY, at(start) + hours * 3_600_000 - 1)).toBe(ordinal);
  expect(calendar.ordinal(DAY, at(start) - 1)).toBeLessThan(ordinal);
});

test('a date that has ended does not come back when the clock is set back over midnight', () => {
  expect(dayOf(repeats, at('2026-01-10T00:30:00Z'))).toBe(day('2026-01-10'));
});

test.each([
  ['2026-01-05T00:00:00Z', '2026-01-05T00:00:00Z'],
  ['2026-01-04T23:59:59.999Z', '2025-12-29T00:00:00Z'],
  ['1970-01-01T00:00:00Z', '1969-12-29T00:00:00Z'],
])('the week of %s starts on Monday %s', (instant, monday) => {
  const calendar = createCalendar(utc);
  expect(calendar.start(WEEK, calendar.ordinal(WEEK, at(instant)))).toBe(at(monday));
});

test.each([
  ['2024-02-29T12:00:00Z', '2024-02-01T00:00:00Z', 29],
  ['2026-02-28T23:59:59.999Z', '2026-02-01T00:00:00Z', 28],
  ['2000-02-29T00:00:00Z', '2000-02-01T00:00:00Z', 29],
  ['2100-02-28T00:00:00Z', '2100-02-01T00:00:00Z', 28],
  ['2026-12-31T23:59:59.999Z', '2026-12-01T00:00:00Z', 31],
  ['1969-12-31T00:00:00Z', '1969-12-01T00:00:00Z', 31],
])('the month of %s starts at %s and has %d days', (instant, start, days) => {
  const calendar = createCalendar(utc);
  const month = calendar.ordinal(MONTH, at(instant));
  expect(calendar.start(MONTH, month)).toBe(at(start));
  expect(calendar.start(MONTH, month + 1) - at(start)).toBe(days * 86_400_000);
});
