import { expect, test } from 'vitest';
import { readInstant, writeInstant } from '../../src/input/instant.ts';

test.each([
  { name: 'the last number of seconds', value: 99_999_999_999, ms: 99_999_999_999_000 },
  { name: 'the first number of milliseconds', value: 100_000_000_000, ms: 100_000_000_000 },
  { name: 'seconds with a fraction', value: 1_431_857_103.123, ms: 1_431_857_103_123 },
  { name: 'seconds before 1970', value: -1, ms: -1000 },
  { name: 'digits in a text', value: '1431857103', ms: 1_431_857_103_000 },
  { name: 'milliseconds in a text', value: '1431857103000', ms: 1_431_857_103_000 },
  { name: 'a date alone, as UTC', value: '2015-05-17', ms: Date.parse('2015-05-17T00:00:00Z') },
  { name: 'no zone, as UTC', value: '2015-05-17T10:05:03', ms: Date.parse('2015-05-17T10:05:03Z') },
  {
    name: 'a blank instead of T',
    value: '2015-05-17 10:05',
    ms: Date.parse('2015-05-17T10:05:00Z'),
  },
  {
    name: 'a zone east',
    value: '2015-05-17T10:05:03+02:00',
    ms: Date.parse('2015-05-17T08:05:03Z'),
  },
  {
    name: 'a zone west, short',
    value: '2015-05-17T10:05:03-0130',
    ms: Date.parse('2015-05-17T11:35:03Z'),
  },
  {
    name: 'hours of a zone only',
    value: '2015-05-17T10:05:03+02',
    ms: Date.parse('2015-05-17T08:05:03Z'),
  },
  {
    name: 'microseconds, cut',
    value: '2022-12-22 13:25:47.677999+00:00',
    ms: Date.parse('2022-12-22T13:25:47.677Z'),
  },
  { name: 'tenths', value: '2022-12-22 13:25:47.6', ms: Date.parse('2022-12-22T13:25:47.600Z') },
  {
    name: 'UTC in letters',
    value: '2022-12-22 13:25:47 UTC',
    ms: Date.parse('2022-12-22T13:25:47Z'),
  },
  {
    name: "a web server's log",
    value: '[01/Mar/2026:13:00:00 +0100]',
    ms: Date.parse('2026-03-01T12:00:00Z'),
  },
  { name: 'a leap day', value: '2024-02-29', ms: Date.parse('2024-02-29T00:00:00Z') },
  { name: 'the end of a day', value: '2024-02-29T24:00', ms: Date.parse('2024-03-01T00:00:00Z') },
])('reads $name', ({ value, ms }) => {
  expect(readInstant(value)).toBe(ms);
});

test.each([
  { name: 'a leap day in another year', value: '2023-02-29' },
  { name: 'a 13th month', value: '2023-13-01' },
  { name: 'day 0', value: '2023-01-00' },
  { name: 'hour 25', value: '2023-01-01T25:00' },
  { name: 'past the end of a day', value: '2023-01-01T24:01' },
  { name: 'minute 60', value: '2023-01-01T10:60' },
  { name: 'a day that a log cannot hold', value: '30/Feb/2026:13:00:00 +0100' },
  { name: 'words', value: 'yesterday' },
  { name: 'nothing', value: '' },
  { name: 'no number', value: Number.NaN },
  { name: 'a number beyond all dates', value: 9e15 },
  { name: 'an object', value: {} },
  { name: 'an American date', value: '05/17/2015' },
])('refuses $name', ({ value }) => {
  expect(readInstant(value)).toBeNull();
});

test.each([
  -100_000_000_000, -99_999_999_999, -1, 0, 1, 63_072_000_123, 99_999_999_999, 100_000_000_000,
])('an instant that was written is read back: %d', (ms) =>
  expect(readInstant(writeInstant(ms))).toBe(ms),
);
