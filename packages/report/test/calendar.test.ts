import { expect, test } from 'vitest';
import { dayName, dayNumber, isDayName, weekStart } from '../src/index.ts';

test('day names agree with the platform, every day for 400 years', () => {
  for (let n = -25_567; n < 120_530; n++) {
    const name = new Date(n * 86_400_000).toISOString().slice(0, 10);
    if (dayName(n) !== name) expect(dayName(n)).toBe(name);
    if (n >= 10_957 && n < 84_006 && !isDayName(name)) expect(name).toBe('a day');
  }
});

test.each([
  { day: '2026-11-22', monday: '2026-11-16' },
  { day: '2026-11-23', monday: '2026-11-23' },
  { day: '2026-11-29', monday: '2026-11-23' },
  { day: '1969-12-31', monday: '1969-12-29' },
])('the week of $day starts on $monday', ({ day, monday }) => {
  expect(dayName(weekStart(Date.parse(day) / 86_400_000))).toBe(monday);
});

const BERLIN = {
  name: 'Europe/Berlin',
  from: [null, Date.parse('2026-03-29T01:00:00Z'), Date.parse('2026-10-25T01:00:00Z')],
  offsets: [60, 120, 60],
};

test.each([
  { t: '2026-01-10T22:59:59.999Z', day: '2026-01-10' },
  { t: '2026-01-10T23:00:00Z', day: '2026-01-11' },
  { t: '2026-07-10T21:59:59.999Z', day: '2026-07-10' },
  { t: '2026-07-10T22:00:00Z', day: '2026-07-11' },
  { t: '2026-10-24T21:59:59.999Z', day: '2026-10-24' },
  { t: '2026-10-25T22:59:59.999Z', day: '2026-10-25' },
  { t: '2026-10-25T23:00:00Z', day: '2026-10-26' },
])('$t is $day in Berlin', ({ t, day }) => {
  expect(dayName(dayNumber(Date.parse(t), BERLIN))).toBe(day);
});

test.each([
  '2026-02-29',
  '2026-00-10',
  '2026-13-01',
  '2026-04-31',
  '2026-4-3',
  '1999-12-31',
  '',
  '2026-01-00',
])('%s is no day', (text) => {
  expect(isDayName(text)).toBe(false);
});
