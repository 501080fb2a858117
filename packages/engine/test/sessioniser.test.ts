import { createCalendar, mergeSessions, type SessionRules, sessionise } from '@inkling/engine';
import { expect, test } from 'vitest';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const START = Date.UTC(2026, 0, 5, 20);
const calendar = createCalendar({ name: 'UTC', from: [null], offsets: [0] });
const rules: SessionRules = {
  timeoutMs: 30 * MINUTE_MS,
  maxMs: 24 * HOUR_MS,
  newOnCampaign: false,
  newAtMidnight: false,
};
const state = { start: START, last: START + HOUR_MS };

test.each([
  { name: 'the last ms before the timeout', after: 30 * MINUTE_MS - 1, isNew: false, with: {} },
  { name: 'exactly the timeout', after: 30 * MINUTE_MS, isNew: true, with: {} },
  { name: 'just before the longest', after: 1, isNew: false, with: { maxMs: HOUR_MS + 2 } },
  { name: 'exactly the longest', after: 1, isNew: true, with: { maxMs: HOUR_MS + 1 } },
  { name: 'no longest', after: 1, isNew: false, with: { maxMs: null } },
  {
    name: 'midnight',
    after: 3 * HOUR_MS,
    isNew: true,
    with: { newAtMidnight: true, timeoutMs: 9 * HOUR_MS },
  },
  {
    name: 'before midnight',
    after: 3 * HOUR_MS - 1,
    isNew: false,
    with: { newAtMidnight: true, timeoutMs: 9 * HOUR_MS },
  },
  { name: 'a campaign that opens none', after: 1, isNew: false, campaign: true, with: {} },
  { name: 'a campaign', after: 1, isNew: true, campaign: true, with: { newOnCampaign: true } },
])('$name: new session $isNew', ({ after, isNew, campaign = false, with: changed }) => {
  const t = state.last + after;
  const found = sessionise(state, t, { ...rules, ...changed }, calendar, campaign);
  expect(found).toEqual({
    isNew,
    state: isNew ? { start: t, last: t } : { start: START, last: t },
  });
});

test('the first activity opens a session, and one that comes late joins', () => {
  expect(sessionise(null, START, rules, calendar)).toEqual({
    isNew: true,
    state: { start: START, last: START },
  });
  expect(sessionise(state, START - 1, rules, calendar)).toEqual({ isNew: false, state });
});

test('two tabs that race agree on the smaller start', () => {
  const other = { start: START + 5, last: START + 2 * HOUR_MS };
  const merged = { start: START, last: START + 2 * HOUR_MS };
  expect(mergeSessions(state, other, rules, calendar)).toEqual(merged);
  expect(mergeSessions(other, state, rules, calendar)).toEqual(merged);
});

test('a session that began after the other had ended stays itself', () => {
  const later = { start: state.last + rules.timeoutMs, last: state.last + rules.timeoutMs };
  expect(mergeSessions(state, later, rules, calendar)).toEqual(later);
});
