import { createCalendar } from '@inkling/engine';
import type { Rules } from '@inkling/rules';
import { createAssignSessions } from '../history/assign-sessions.ts';
import { orderEvents } from '../history/order-events.ts';
import type { RawEvent } from '../input/raw-event.ts';
import { addVisitor } from './add-visitor.ts';
import type { Plan } from './create-plan.ts';
import { replayVisitor } from './replay-visitor.ts';
import type { Tally } from './tally.ts';

/** Replays whole histories, each visitor once, into a tally; gives the number of their events. */
export type ReplayHistories = (histories: readonly RawEvent[][]) => number;

/** Makes that function. */
export function createReplayHistories(rules: Rules, plan: Plan, tally: Tally): ReplayHistories {
  const assign = createAssignSessions(rules.session, createCalendar(plan.program.zone));
  return (histories) => {
    let events = 0;
    for (const history of histories) {
      events += history.length;
      const ordered = orderEvents(history);
      const visitor = ordered[0]?.visitor as string;
      addVisitor(tally, replayVisitor(visitor, assign(ordered), plan), plan.asked);
    }
    return events;
  };
}
