import type { Engine, InkEvent, Transition } from '@inkling/engine';
import { type ConversionSeen, createConversionWatch } from './conversions.ts';
import type { Plan } from './create-plan.ts';
import type { Converted, SessionSpan, Snapshot, VisitorResult } from './tally.ts';

/**
 * Runs the engine over one visitor's history and notes where it stands at each asked instant.
 *
 * @param events - In the engine's order, with sessions; at least one.
 */
export function replayVisitor(
  visitor: string,
  events: readonly InkEvent[],
  plan: Plan,
): VisitorResult {
  const { at } = plan.asked;
  const { engine } = plan;
  engine.reset();
  const watch = createConversionWatch(engine, plan.conversionNumber);
  const snapshots: (Snapshot | null)[] = [];
  let session = Number.NaN;
  const sessions = new Set<number>();
  let taken = 0;
  const take = (): void => {
    const instant = at[snapshots.length] as number;
    if (taken > 0) engine.advance(instant);
    snapshots.push(taken > 0 ? snapshot(engine, plan, taken, sessions.size) : null);
  };
  for (const event of events) {
    while (snapshots.length < at.length && event.t > (at[snapshots.length] as number)) take();
    if (snapshots.length === at.length) break;
    engine.add(event);
    watch.after(event);
    if (event.session !== session) sessions.add(event.session);
    session = event.session;
    taken++;
  }
  while (snapshots.length < at.length) take();
  const changes = engine.drain();
  return {
    visitor,
    at: snapshots,
    changes: changes.map(({ segment, t, in: entered }) => ({
      day: plan.dayOf(t),
      segment: plan.segmentNumber.get(segment) as number,
      in: entered,
    })),
    conversions: locate(watch.seen, changes, plan),
    sessions: plan.asked.sessions ? spans(events.slice(0, taken)) : [],
    later: events.length - taken,
  };
}

function snapshot(engine: Engine, plan: Plan, events: number, sessions: number): Snapshot {
  const inside: number[] = [];
  const unknown: number[] = [];
  engine.memberships().forEach((membership, i) => {
    if (membership.in) inside.push(i);
    if (!membership.known) unknown.push(i);
  });
  const values = plan.readsValues ? plan.signals.map((id) => engine.value(id)) : [];
  return { events, sessions, in: inside, unknown, values };
}

/** Finds the segments that the visitor was in just before each conversion. */
function locate(
  seen: readonly ConversionSeen[],
  changes: readonly Transition[],
  plan: Plan,
): readonly Converted[] {
  const inside = new Set<number>();
  let next = 0;
  return seen.map(({ conversion, value, t }) => {
    for (; next < changes.length && (changes[next] as Transition).t < t; next++) {
      const change = changes[next] as Transition;
      const segment = plan.segmentNumber.get(change.segment) as number;
      if (change.in) inside.add(segment);
      else inside.delete(segment);
    }
    return { conversion, value, in: [...inside] };
  });
}

function spans(events: readonly InkEvent[]): readonly SessionSpan[] {
  const bySession = new Map<number, { start: number; end: number; events: number }>();
  for (const { session, t } of events) {
    const span = bySession.get(session);
    if (span === undefined) bySession.set(session, { start: t, end: t, events: 1 });
    else {
      span.end = t;
      span.events++;
    }
  }
  return [...bySession.values()];
}
