import { describe, expect, test } from 'vitest';
import { leaseFor, openEnds, stillFits } from '../src/lease.ts';
import { DAY, MONDAY, run } from './helpers.ts';

const flips = (...days: number[]) => days.map((d) => MONDAY + d * DAY);

describe('leaseFor', () => {
  test.each([
    { name: 'in for good', now: true, at: [], lease: { 190: 1 } },
    { name: 'in for an hour', now: true, at: [1 / 24], lease: { 101: 1 } },
    { name: 'in for exactly a day', now: true, at: [1], lease: { 101: 1 } },
    { name: 'in for a little over a day', now: true, at: [1.001], lease: { 102: 1 } },
    { name: 'in for exactly 30 days', now: true, at: [30], lease: { 130: 1 } },
    { name: 'in for 31 days', now: true, at: [31], lease: { 160: 1 } },
    { name: 'in for a year', now: true, at: [365], lease: { 190: 1 } },
    { name: 'out for good', now: false, at: [], lease: {} },
    { name: 'out, in from day 30 on', now: false, at: [30], lease: { 130: -1, 190: 1 } },
    { name: 'out, in from 30 to 60', now: false, at: [30, 60], lease: { 130: -1, 160: 1 } },
    { name: 'a stay inside one step', now: false, at: [31, 50], lease: {} },
    { name: 'out, in after 90 days', now: false, at: [91], lease: {} },
    { name: 'in, a gap, in again', now: true, at: [2, 7], lease: { 102: 1, 107: -1, 190: 1 } },
  ])('$name', ({ now, at, lease }) => {
    const found = leaseFor(now, flips(...at), MONDAY, 100);
    expect(Object.fromEntries(openEnds(found, 100))).toEqual(lease);
  });
});

describe('stillFits', () => {
  test.each([
    { held: { 130: 1 }, fresh: { 130: 1 }, fits: true },
    { held: { 130: 1 }, fresh: { 144: 1 }, fits: true },
    { held: { 130: 1 }, fresh: { 160: 1 }, fits: false },
    { held: { 130: 1 }, fresh: { 114: 1 }, fits: false },
    { held: { 130: 1 }, fresh: {}, fits: false },
    { held: { 130: 1 }, fresh: { 130: -1, 190: 1 }, fits: false },
    { held: { 99: 1, 130: 1 }, fresh: { 130: 1 }, fits: true },
    { held: {}, fresh: {}, fits: true },
  ])('$held against $fresh on day 100: $fits', ({ held, fresh, fits }) => {
    expect(stillFits(held, fresh, 100)).toBe(fits);
  });
});

test('stock read from the rows alone gives membership on every day, back or not', () => {
  const stays = { t: MONDAY, in: { a: MONDAY - 1 }, flips: { a: [MONDAY + 30 * DAY] } };
  const away = { t: MONDAY + 5 * DAY, flips: { a: [] } };
  const size = (rows: readonly { day: string; delta: number; bucket?: string }[], day: number) =>
    rows.reduce((sum, row) => {
      const from = (Date.parse(row.day) - Date.parse('2026-11-23')) / DAY;
      return sum + (day >= from && day < from + Number(row.bucket) ? row.delta : 0);
    }, 0);
  const stock = (plans: Parameters<typeof run>[0]) =>
    run(plans).rows.filter((row) => row.metric === 'stock');
  const days = [0, 4, 5, 29, 30];
  expect(days.map((d) => size(stock([stays]), d))).toEqual([1, 1, 1, 1, 0]);
  expect(days.map((d) => size(stock([stays, away]), d))).toEqual([1, 1, 0, 0, 0]);
  expect(stock([stays, away]).map(({ delta, bucket }) => [delta, bucket])).toEqual([
    [1, '30'],
    [-1, '25'],
  ]);
});

test('a daily visitor renews no more often than the lease halves', () => {
  const plans = Array.from({ length: 60 }, (_, d) => ({ t: MONDAY + d * DAY, in: { a: 1 } }));
  const stock = run(plans).rows.filter((row) => row.metric === 'stock');
  expect(stock.map(({ delta, bucket }) => [delta, bucket])).toEqual([
    [1, '90'],
    [-1, '45'],
    [1, '90'],
  ]);
});
