import { parseRules, type Window } from '@inkling/rules';
import { expect, test } from 'vitest';

function windowOf(timezone: string, within: unknown): Window | null {
  const signals = { s: { count: 'a', within } };
  const [signal] = parseRules({ format: 1, site: 'a', timezone, signals }).signals;
  return signal?.measure.kind === 'count' ? signal.measure.window : null;
}

test.each([
  { zone: 'UTC', date: '1970-01-01', iso: '1970-01-01T00:00:00Z' },
  { zone: 'UTC', date: '2024-02-29', iso: '2024-02-29T00:00:00Z' },
  { zone: 'UTC', date: '2026-03-01T12:30:15.250Z', iso: '2026-03-01T12:30:15.250Z' },
  { zone: 'UTC', date: '2026-03-01T12:30+05:45', iso: '2026-03-01T06:45:00Z' },
  { zone: 'Europe/Berlin', date: '2026-01-01', iso: '2025-12-31T23:00:00Z' },
  { zone: 'Europe/Berlin', date: '2026-03-29', iso: '2026-03-28T23:00:00Z' },
  { zone: 'Europe/Berlin', date: '2026-03-30', iso: '2026-03-29T22:00:00Z' },
  { zone: 'Pacific/Kiritimati', date: '2026-01-01', iso: '2025-12-31T10:00:00Z' },
  { zone: 'Pacific/Pago_Pago', date: '2026-01-01', iso: '2026-01-01T11:00:00Z' },
  // Midnight does not exist there: clocks jump from 24:00 to 01:00.
  { zone: 'America/Santiago', date: '2026-09-06', iso: '2026-09-06T04:00:00Z' },
  // A whole local day was left out; the day that follows begins in its place.
  { zone: 'Pacific/Apia', date: '2011-12-30', iso: '2011-12-30T10:00:00Z' },
])('$date in $zone begins at $iso', ({ zone, date, iso }) => {
  expect(windowOf(zone, { since: date })).toEqual({
    kind: 'absolute',
    from: Date.parse(iso),
    to: null,
  });
});

test.each([
  { within: '30s', ms: 30_000 },
  { within: '15m', ms: 900_000 },
  { within: '12h', ms: 43_200_000 },
  { within: '7d', ms: 604_800_000 },
  { within: '4w', ms: 2_419_200_000 },
])('$within is $ms ms', ({ within, ms }) => {
  expect(windowOf('UTC', within)).toEqual({ kind: 'rolling', fromMs: ms, toMs: 0 });
});

test.each([
  { within: undefined, window: { kind: 'ever' } },
  { within: 'today', window: { kind: 'calendar', unit: 'day', back: 0 } },
  { within: 'yesterday', window: { kind: 'calendar', unit: 'day', back: 1 } },
  { within: 'this-week', window: { kind: 'calendar', unit: 'week', back: 0 } },
  { within: 'last-week', window: { kind: 'calendar', unit: 'week', back: 1 } },
  { within: 'this-month', window: { kind: 'calendar', unit: 'month', back: 0 } },
  { within: 'last-month', window: { kind: 'calendar', unit: 'month', back: 1 } },
  { within: 'session', window: { kind: 'sessions', count: 1 } },
  { within: { sessions: 3 }, window: { kind: 'sessions', count: 3 } },
  {
    within: { from: '90d', to: '30d' },
    window: { kind: 'rolling', fromMs: 7_776_000_000, toMs: 2_592_000_000 },
  },
])('$within is a window', ({ within, window }) => {
  const signals = { s: { count: 'a', ...(within === undefined ? {} : { within }) } };
  const [signal] = parseRules({ format: 1, site: 'a', signals }).signals;
  expect(signal?.measure).toMatchObject({ window });
});
