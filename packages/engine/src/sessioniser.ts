import type { SessionRules, SessionState } from './session.ts';
import { type Calendar, DAY } from './zone.ts';

/**
 * The instant at which a session ends unless something happens before; an activity at exactly
 * that instant opens a new one.
 *
 * @param calendar - Needed where midnight ends a session.
 */
export function sessionEnd(state: SessionState, rules: SessionRules, calendar?: Calendar): number {
  const { start, last } = state;
  return Math.min(
    last + rules.timeoutMs,
    start + (rules.maxMs ?? Infinity),
    rules.newAtMidnight && calendar
      ? calendar.start(DAY, calendar.ordinal(DAY, start) + 1)
      : Infinity,
  );
}

/**
 * Which session an activity belongs to.
 *
 * @param state - The session so far; `null` before the first.
 * @param t - Instant of the activity, ms since the epoch. Before `state.last`: it joins the
 *   session as it is.
 * @param campaign - Whether the activity carries a campaign other than the session's.
 */
export function sessionise(
  state: SessionState | null,
  t: number,
  rules: SessionRules,
  calendar?: Calendar,
  campaign = false,
): { readonly state: SessionState; readonly isNew: boolean } {
  const isNew =
    !state || t >= sessionEnd(state, rules, calendar) || (campaign && !!rules.newOnCampaign);
  return {
    state: isNew ? { start: t, last: t } : { start: state.start, last: Math.max(state.last, t) },
    isNew,
  };
}

/**
 * Makes one session of two that tabs opened in a race: the smaller start names it.
 *
 * @returns The later one unchanged when the earlier had ended before it began.
 */
export function mergeSessions(
  a: SessionState,
  b: SessionState,
  rules: SessionRules,
  calendar: Calendar,
): SessionState {
  const [first, second] = a.start <= b.start ? [a, b] : [b, a];
  if (second.start >= sessionEnd(first, rules, calendar)) return second;
  return { start: first.start, last: Math.max(first.last, second.last) };
}
