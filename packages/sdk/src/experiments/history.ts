import type { InkEvent, Program } from '@inkling/engine';
import { ASSIGNED_EVENT, METER_EVENT, SHOWN_EVENT } from '@inkling/engine/assign';
import type { Assigned, Showings } from '@inkling/engine/decide';
import { createCalendar } from '@inkling/engine/quick';
import type { StoredEvent } from '../log/event-log.ts';

/** What the log knows of assignments, showings and meters. */
export interface History {
  /** Takes the whole log instead of what was known. */
  take(events: Iterable<StoredEvent>): void;
  /** Takes events besides; those that are known do no harm. */
  add(events: Iterable<StoredEvent>): void;
  /** Number of the last stored event that was taken; 0 for none. */
  cursor(): number;
  isAssigned(assigned: Assigned): boolean;
  /** How often each experience was seen; those of another session count on their day and ever. */
  showings(now: number): ReadonlyMap<string, Showings>;
  /** The articles that a meter has counted since an instant, each once. */
  counted(meter: string, since: number): readonly string[];
}

const TYPES = [ASSIGNED_EVENT, METER_EVENT, SHOWN_EVENT];

/** @param program - The one in force; asked each time. */
export function createHistory(program: () => Program): History {
  const events = new Map<string, InkEvent>();
  let cursor = 0;
  let last: InkEvent | undefined;

  const of = (type: string): InkEvent[] => [...events.values()].filter((one) => one.type === type);
  const add = (more: Iterable<StoredEvent>): void => {
    for (const event of more) {
      cursor = Math.max(cursor, event.seq ?? 0);
      if (!last || event.t >= last.t) last = event;
      if (TYPES.includes(event.type)) events.set(`${event.id}`, event);
    }
  };
  return {
    add,
    take(all) {
      events.clear();
      cursor = 0;
      last = undefined;
      add(all);
    },
    cursor: () => cursor,
    isAssigned: ({ experience, variant }) =>
      of(ASSIGNED_EVENT).some(
        ({ params }) => params.experience === experience && params.variant === variant,
      ),
    showings(now) {
      const { session, zone } = program();
      const calendar = createCalendar(zone);
      const today = calendar.ordinal(0, now);
      const running = last && now - last.t < session.timeoutMs ? last.session : -1;
      const all = new Map<string, Showings>();
      for (const event of of(SHOWN_EVENT)) {
        const id = `${event.params.experience}`;
        const [inSession, onDay, ever, latest] = all.get(id) ?? [0, 0, 0, 0];
        all.set(id, [
          inSession + +(event.session === running),
          onDay + +(calendar.ordinal(0, event.t) === today),
          ever + 1,
          Math.max(latest, event.t),
        ]);
      }
      return all;
    },
    counted: (meter, since) => [
      ...new Set(
        of(METER_EVENT)
          .filter(({ t, params }) => t >= since && params.meter === meter)
          .map(({ params }) => `${params.article}`),
      ),
    ],
  };
}
