import {
  type Calendar,
  type InkEvent,
  type SessionRules,
  type SessionState,
  sessionise,
} from '@inkling/engine';
import type { RawEvent } from '../input/raw-event.ts';
import { eventId } from './order-events.ts';

/** Gives each of one visitor's events, in the engine's order, its session. */
export type AssignSessions = (events: readonly RawEvent[]) => InkEvent[];

/**
 * Makes the function that stamps sessions on imported events.
 *
 * A session that an event carries is the truth. Another system's name for a session becomes its
 * first instant; where two begin at the same one, the second is a millisecond later. Events
 * that carry none go through the engine's own sessioniser, which goes on from the stamped ones.
 */
export function createAssignSessions(rules: SessionRules, calendar: Calendar): AssignSessions {
  return (events) => {
    const named = createNames();
    let state: SessionState | null = null;
    let campaign: unknown = null;
    return events.map((event) => {
      const { t, session } = event;
      if (session !== null) {
        state = { start: typeof session === 'number' ? session : named(session, t), last: t };
      } else {
        const carried = rules.newOnCampaign ? campaignOf(event) : null;
        const isOther = carried !== null && carried !== campaign;
        const next = sessionise(state, t, rules, calendar, isOther);
        if (carried !== null || next.isNew) campaign = carried;
        state = next.state;
      }
      return {
        id: eventId(event),
        t,
        type: event.type,
        session: state.start,
        params: event.params,
      };
    });
  };
}

function createNames(): (name: string, t: number) => number {
  let starts: Map<string, number> | null = null;
  return (name, t) => {
    starts ??= new Map();
    const known = starts.get(name);
    if (known !== undefined) return known;
    let start = t;
    const taken = new Set(starts.values());
    while (taken.has(start)) start++;
    starts.set(name, start);
    return start;
  };
}

const CAMPAIGN_PARAMS = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'];

/** A campaign by its own name, or by all `utm_` params together; `null` for none. */
function campaignOf({ params }: RawEvent): string | null {
  if (typeof params.campaign === 'string') return params.campaign;
  const parts = CAMPAIGN_PARAMS.map((name) => params[name] ?? null);
  return parts.every((part) => part === null) ? null : JSON.stringify(parts);
}
