import type { InkEvent, SessionRules } from '@inkling/engine';
import { dayOf, dayStart, type ZoneTable } from './local-time.ts';

/** What the events of one stamp say of a session. */
export interface SessionSpan {
  /** Its stamp, which is its start. */
  readonly start: number;
  /** The last of its events. */
  readonly last: number;
}

/**
 * Puts every event in the session that it counts for: the one with the greatest stamp up to it.
 *
 * Why it is right. A visitor has one session at a time. Two tabs that open one at once stamp
 * their events differently for a moment; read in order, the later start has then begun, and what
 * follows belongs to it, whatever older stamp it still carries.
 *
 * @param ordered - As `readHistory` gives them.
 */
export function inOneSessionAtATime(ordered: readonly InkEvent[]): InkEvent[] {
  let session = Number.NEGATIVE_INFINITY;
  return ordered.map((event) => {
    session = Math.max(session, event.session);
    return { ...event, session };
  });
}

/** The sessions that events are stamped with, oldest first. */
export function sessionsOf(events: readonly InkEvent[]): SessionSpan[] {
  const starts = [...new Set(events.map((event) => event.session))].sort((a, b) => a - b);
  return starts.map((start) => {
    const own = events.filter((event) => event.session === start);
    return { start, last: Math.max(...own.map((event) => event.t)) };
  });
}

/**
 * The instant at which a session ends if nothing more happens; it is open strictly before.
 *
 * Why it is right. A session is open until its last activity + timeout, or its start + max, or
 * (where the site says so) the first local midnight after its start, whichever comes first; and
 * an event at exactly that instant opens a new one, so at that instant it is no longer open.
 */
export function sessionEnd(span: SessionSpan, rules: SessionRules, zone: ZoneTable): number {
  const ends = [span.last + rules.timeoutMs];
  if (rules.maxMs !== null) ends.push(span.start + rules.maxMs);
  if (rules.newAtMidnight) ends.push(dayStart(zone, dayOf(zone, span.start) + 1));
  return Math.min(...ends);
}

/** An event as imported, before it is known which session it belongs to. */
export type Unstamped = Omit<InkEvent, 'session'> & { readonly session?: number };

/** Which params make up a campaign: when they differ, it is another one. */
const CAMPAIGN_PARAMS = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'];

/**
 * The campaign that an event brings, as one string; `null` when it brings none. A page view
 * brings one by its `utm_` params, a `campaign_response` by its `campaign`.
 */
export function campaignOf(event: Unstamped): string | null {
  const { params } = event;
  if (typeof params.campaign === 'string') return params.campaign;
  const parts = CAMPAIGN_PARAMS.map((name) => params[name] ?? null);
  return parts.every((part) => part === null) ? null : JSON.stringify(parts);
}

/**
 * Stamps imported events with their sessions.
 *
 * Why it is right. It walks the events in order and keeps the one session that can be open. An
 * event at or after that session's end opens a new one, named after the event's own instant; any
 * other belongs to it. A campaign opens a new one (where the site says so) when it differs from
 * the one that the session began with.
 *
 * @param ordered - In event order. Those that carry a stamp keep it.
 */
export function stampSessions(
  ordered: readonly Unstamped[],
  rules: SessionRules,
  zone: ZoneTable,
): InkEvent[] {
  let open: SessionSpan | null = null;
  let campaign: string | null = null;
  return ordered.map((event) => {
    const brings = campaignOf(event);
    const other = rules.newOnCampaign && brings !== null && brings !== campaign;
    const start: number =
      event.session ??
      (open === null || other || event.t >= sessionEnd(open, rules, zone) ? event.t : open.start);
    if (open === null || start !== open.start) campaign = brings;
    else campaign ??= brings;
    open = { start, last: event.t };
    return { ...event, session: start };
  });
}
