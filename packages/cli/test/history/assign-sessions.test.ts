import { createCalendar, type SessionRules } from '@inkling/engine';
import { expect, test } from 'vitest';
import { createAssignSessions } from '../../src/history/assign-sessions.ts';
import type { RawEvent } from '../../src/input/raw-event.ts';

const MINUTE = 60_000;
const T = Date.parse('2026-03-02T12:00:00Z');
const UTC = createCalendar({ name: 'UTC', from: [null], offsets: [0] });
const RULES: SessionRules = {
  timeoutMs: 30 * MINUTE,
  maxMs: 24 * 60 * MINUTE,
  newOnCampaign: false,
  newAtMidnight: false,
};
type Draft = readonly [minute: number, over?: Partial<RawEvent>];

/** Starts of the sessions of events, in minutes after the first instant. */
function sessionsOf(drafts: readonly Draft[], rules: Partial<SessionRules> = {}): number[] {
  const events = drafts.map(([minute, over], n) => ({
    visitor: 'v',
    t: T + minute * MINUTE,
    n,
    type: 'page_view',
    session: null,
    id: null,
    params: {},
    ...over,
  }));
  const assign = createAssignSessions({ ...RULES, ...rules }, UTC);
  return assign(events).map(({ session }) => (session - T) / MINUTE);
}

const from = (campaign: string): Partial<RawEvent> => ({ params: { campaign } });
const utm = (utm_campaign: string): Partial<RawEvent> => ({ params: { utm_campaign } });

test.each<{ name: string; events: Draft[]; rules?: Partial<SessionRules>; sessions: number[] }>([
  { name: 'a gap just under the timeout', events: [[0], [29.999], [59.998]], sessions: [0, 0, 0] },
  { name: 'a gap of exactly the timeout', events: [[0], [30]], sessions: [0, 30] },
  {
    name: 'midnight, where it ends a session',
    events: [[700], [719.999], [720]],
    rules: { newAtMidnight: true },
    sessions: [700, 700, 720],
  },
  {
    name: 'the greatest length',
    events: [[0], [20], [40]],
    rules: { maxMs: 40 * MINUTE },
    sessions: [0, 0, 40],
  },
  {
    name: 'a stamped session, which goes on in what follows',
    events: [[10, { session: T }], [20], [50]],
    sessions: [0, 0, 50],
  },
  {
    name: "another system's names, however long the gaps",
    events: [
      [0, { session: 'a' }],
      [500, { session: 'b' }],
      [900, { session: 'a' }],
    ],
    sessions: [0, 500, 0],
  },
  {
    name: 'two names that begin at one instant, a millisecond apart',
    events: [
      [0, { session: 'a' }],
      [0, { session: 'b' }],
    ],
    sessions: [0, 1 / MINUTE],
  },
  {
    name: 'campaigns, where they open none',
    events: [
      [0, from('a')],
      [5, from('b')],
    ],
    sessions: [0, 0],
  },
  {
    name: 'campaigns, where another one opens a session',
    events: [[0, from('a')], [1], [2, from('a')], [3, from('b')], [4]],
    rules: { newOnCampaign: true },
    sessions: [0, 0, 0, 3, 3],
  },
  {
    name: 'campaigns by their utm params',
    events: [
      [0, utm('a')],
      [1, utm('a')],
      [2, utm('b')],
    ],
    rules: { newOnCampaign: true },
    sessions: [0, 0, 2],
  },
])('$name', ({ events, rules, sessions }) => {
  expect(sessionsOf(events, rules)).toEqual(sessions);
});
