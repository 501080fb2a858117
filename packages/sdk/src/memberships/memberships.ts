import type { InkEvent, Membership, QuickEngine, Transition } from '@inkling/engine';
import type { Host } from '../lib/host.ts';

/** What one event, or the passing of time, did to the memberships. */
export interface Step {
  /** Ms since the epoch. */
  readonly t: number;
  readonly engine: QuickEngine;
  readonly memberships: readonly Membership[];
  readonly transitions: readonly Transition[];
  /** `undefined` when only time passed, and for events that another tab recorded. */
  readonly event: InkEvent | undefined;
}

/** The engine at work: fed with events, woken when a membership lapses. */
export interface Memberships {
  /**
   * Replaces the engine by a new one, which takes the history first, or by none.
   *
   * @param events - In order.
   * @param isNews - Whether an event has been recorded by this tab and no engine has seen it.
   */
  use(
    engine: QuickEngine | null,
    events?: readonly InkEvent[],
    isNews?: (event: InkEvent) => boolean,
  ): void;
  /**
   * @param own - Whether this tab recorded the event.
   * @returns False when the engine would have needed it earlier.
   */
  add(event: InkEvent, own: boolean): boolean;
  /** Segments that the visitor is in now, in the program's order; empty before there is an engine. */
  current(): readonly string[];
  engine(): QuickEngine | null;
}

/**
 * Runs an engine in real time.
 *
 * @param onStep - Called after each event and each moment that time was moved to, also when no
 *   membership changed.
 */
export function createMemberships(
  { clock, doc, guard, listen, win }: Host,
  onStep: (step: Step) => void,
): Memberships {
  let engine: QuickEngine | null = null;
  let cancel = (): void => {};

  const tell = (event?: InkEvent): void => {
    if (!engine) return;
    onStep({
      t: engine.now,
      engine,
      memberships: engine.memberships(),
      transitions: engine.drain(),
      event,
    });
  };
  const step = (event?: InkEvent): void => {
    cancel();
    if (!engine) return;
    engine.advance(clock.now());
    const next = engine.nextInstant();
    if (next < 1 / 0) {
      // One ms more than asked: timers may fire early, and would then fire for nothing.
      cancel = clock.after(next - clock.now() + 1, guard(tick));
    }
    tell(event);
  };
  const tick = (): void => step();
  // Timers stand still in a frozen tab or a suspended machine.
  listen(doc, 'visibilitychange', tick);
  listen(win, 'pageshow', tick);

  return {
    use(next, events = [], isNews = () => false) {
      engine = next;
      let isOld = true; // What the history alone did is no news to anybody.
      for (const event of events) {
        const news = isNews(event);
        if (news && isOld) next?.drain();
        if (news) isOld = false;
        if (next?.add(event) && news) tell(event);
      }
      if (isOld) next?.drain();
      tick();
    },
    add(event, own) {
      const isTaken = engine?.add(event);
      if (isTaken) step(own ? event : undefined);
      return isTaken !== false;
    },
    current: () => (engine?.memberships() ?? []).flatMap((m) => (m.in ? m.segment : [])),
    engine: () => engine,
  };
}
