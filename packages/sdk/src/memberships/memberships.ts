import type { Engine, InkEvent, Membership, Transition } from '@inkling/engine';
import { type Host, listen } from '../lib/host.ts';
import type { Forecast, Snapshot } from './snapshot.ts';

/** What one event, or the passing of time, did to the memberships. */
export interface Step {
  /** Ms since the epoch. */
  readonly t: number;
  readonly engine: Engine;
  readonly memberships: readonly Membership[];
  readonly transitions: readonly Transition[];
  /** Absent when only time passed, and for events that another tab recorded. */
  readonly event?: InkEvent;
}

/** The engine at work: fed with events, woken when a membership lapses. */
export interface Memberships {
  /** Replaces the engine by one that knows the history already, or by none. */
  use(engine: Engine | null): void;
  /** @param own - Whether this tab recorded the event. */
  add(event: InkEvent, own: boolean): void;
  /** Moves time to the present. */
  tick(): void;
  /** Segments that the visitor is in now, in the program's order; empty before there is an engine. */
  current(): readonly string[];
  snapshot(): Snapshot;
  engine(): Engine | null;
}

/**
 * Runs an engine in real time.
 *
 * @param onStep - Called after each event and each moment that time was moved to, also when no
 *   membership changed.
 */
export function createMemberships(host: Host, onStep: (step: Step) => void): Memberships {
  const { clock } = host;
  let engine: Engine | null = null;
  let cancel = (): void => {};

  const step = (event?: InkEvent): void => {
    if (!engine) return;
    engine.advance(clock.now());
    const transitions = engine.drain();
    const memberships = engine.memberships();
    cancel();
    const next = engine.nextInstant();
    if (next < Number.POSITIVE_INFINITY) {
      // One ms more than asked: timers may fire early, and would then fire for nothing.
      cancel = clock.after(next - clock.now() + 1, host.guard(tick));
    }
    onStep({
      t: engine.now,
      engine,
      memberships,
      transitions,
      ...(event && { event }),
    });
  };
  const tick = (): void => step();
  // Timers stand still in a frozen tab or a suspended machine.
  listen(host, host.doc, 'visibilitychange', tick);
  listen(host, host.win, 'pageshow', tick);

  return {
    use(next) {
      cancel();
      engine = next;
      engine?.drain();
      tick();
    },
    add(event, own) {
      if (engine?.add(event)) step(own ? event : undefined);
    },
    tick,
    current: () =>
      engine
        ?.memberships()
        .filter((membership) => membership.in)
        .map(({ segment }) => segment) ?? [],
    snapshot: () => ({ v: 1, s: forecast(engine) }),
    engine: () => engine,
  };
}

/** Volatile segments depend on the page that is open, so that they say nothing of the next one. */
function forecast(engine: Engine | null): Forecast[] {
  if (!engine) return [];
  const { segments } = engine.program;
  return engine.memberships().flatMap((membership, i): Forecast[] => {
    if (segments[i]?.volatile) return [];
    const { at } = engine.flips(membership.segment);
    return membership.in || at.length ? [[membership.segment, membership.in ? 1 : 0, at]] : [];
  });
}
