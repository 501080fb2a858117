import type { InkEvent, Membership, QuickEngine, Transition } from '@inkling/engine';
import type { Plan } from '../experiments/plan.ts';
import type { Host } from '../lib/host.ts';

/** What the events of one instant, or the passing of time, did to the memberships. */
export interface Step {
  /** Ms since the epoch. */
  readonly t: number;
  readonly engine: QuickEngine;
  readonly memberships: readonly Membership[];
  readonly transitions: readonly Transition[];
  /** Those that this tab recorded. */
  readonly events: readonly InkEvent[];
}

/** The engine at work: fed with events, woken when a membership lapses. */
export interface Memberships {
  /**
   * Replaces the engine by a new one, which takes the history first, or by none.
   *
   * @param events - In order.
   * @param isNews - Whether an event has been recorded by this tab and no engine has seen it.
   * @returns Of the news and what follows them those that the engine would have needed earlier.
   */
  use(
    engine: QuickEngine | null,
    events?: Iterable<InkEvent>,
    isNews?: (event: InkEvent) => boolean,
  ): readonly InkEvent[];
  /**
   * What it makes of the memberships is told at the end of the task.
   *
   * @param isOwn - Whether this tab recorded the event.
   * @returns False when there is no engine, or it would have needed the event earlier.
   */
  add(event: InkEvent, isOwn: boolean): boolean;
  /** Segments that the visitor is in now, in the program's order; empty before there is an engine. */
  current(): readonly string[];
  engine(): QuickEngine | null;
  /** Those of the current segments that the page may act on: all of them, unless there is a plan. */
  activated(): readonly string[];
  /** Decides what the page may act on, where there is something to decide. */
  plan?: Plan;
}

/**
 * Runs an engine in real time.
 *
 * @param onStep - Called after the events of each instant and each moment that time was moved to,
 *   also when no membership changed.
 */
export function createMemberships(
  { clock, doc, guard, listen, win }: Host,
  onStep: (step: Step) => void,
): Memberships {
  let engine: QuickEngine | null = null;
  let waiting: InkEvent[] | undefined;
  const told = new WeakSet<InkEvent>();
  let cancel = (): void => {};

  const tell = (): void => {
    // What was recorded while the step before was told is among them.
    const events = waiting ?? [];
    waiting = undefined;
    if (!engine) return;
    const memberships = engine.memberships();
    onStep({ t: engine.now, engine, memberships, transitions: engine.drain(), events });
  };
  const step = guard((): void => {
    cancel();
    if (waiting) tell();
    engine?.advance(clock.now());
    const next = engine?.nextInstant() ?? 1 / 0;
    // One ms more than asked: timers may fire early, and would then fire for nothing.
    if (next < 1 / 0) cancel = clock.after(next - clock.now() + 1, step);
    tell();
  });
  // Timers stand still in a frozen tab or a suspended machine.
  listen(doc, 'visibilitychange', step);
  listen(win, 'pageshow', step);

  const add: Memberships['add'] = (event, isOwn) => {
    if (!engine) return false;
    if (waiting && event.t > engine.now) tell();
    const isTaken = engine.add(event);
    // One that comes too late is told with the others, too: its page may be left before there is
    // an engine that takes it.
    const isNew = isOwn && !told.has(event);
    if (isTaken || isNew) {
      if (!waiting) queueMicrotask(step);
      waiting ??= [];
      if (isNew) waiting.push(event);
      told.add(event);
    }
    return isTaken;
  };
  const current = (): readonly string[] =>
    (engine?.memberships() ?? []).flatMap((m) => (m.in ? m.segment : []));
  return {
    use(next, events = [], isNews = () => false) {
      if (waiting) tell(); // What the engine before has taken, nobody else tells of.
      engine = next;
      const refused: InkEvent[] = [];
      let isOld = true; // What the history alone did is no news to anybody.
      for (const event of events) {
        if (isOld && isNews(event)) {
          isOld = false;
          next?.drain();
        }
        if (isOld) next?.add(event);
        else if (!add(event, isNews(event))) refused.push(event);
      }
      if (isOld) next?.drain();
      step();
      return refused;
    },
    add,
    current,
    activated: current,
    engine: () => engine,
  };
}
