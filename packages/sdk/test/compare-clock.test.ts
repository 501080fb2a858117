import { expect, test } from 'vitest';
import { compareClock } from '../src/kill/compare-clock.ts';
import { fakeHost } from './support/fake-host.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-03-02T12:00:00Z');

test.each([
  { name: 'right', aheadMs: 0, skew: 0 },
  { name: 'an hour behind', aheadMs: 3_600_000, skew: 0 },
  { name: 'a day behind', aheadMs: DAY_MS, skew: 0 },
  { name: 'more than a day behind', aheadMs: DAY_MS + 1_000, skew: DAY_MS + 1_000 },
  { name: 'weeks ahead, or the answer is as old', aheadMs: -30 * DAY_MS, skew: 0 },
  { name: 'years ahead', aheadMs: -3_650 * DAY_MS, skew: -3_650 * DAY_MS },
])('a clock that is $name is corrected by $skew ms', ({ aheadMs, skew }) => {
  const host = fakeHost();
  const headers = new Headers({ Date: new Date(NOW + aheadMs).toUTCString() });
  expect(compareClock(host, headers)).toBe(skew !== 0);
  expect(host.clock.skew).toBe(skew);
  expect(host.kept.get('skew')).toBe(skew ? `${skew}` : undefined);
  // Set right, it counts as right.
  host.clock.set(NOW + aheadMs);
  expect(compareClock(host, headers)).toBe(skew !== 0);
  expect(host.clock.skew).toBe(0);
  expect(host.kept.has('skew')).toBe(false);
});

test('an answer without a date says nothing', () => {
  const host = fakeHost();
  expect(compareClock(host, new Headers())).toBe(false);
  expect(host.clock.skew).toBe(0);
});
