import {
  type Calendar,
  DAY,
  type Engine,
  type EventId,
  type InkEvent,
  type SessionState,
  sessionise,
} from '@inkling/engine';
import { type ContributorState, contribute } from '@inkling/report';
import type { History } from './history.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import type { Random } from './random.ts';
import type { Action, Visit } from './visit.ts';

/** One browser with its storage, from the first visit to its loss. */
export interface Browser {
  visit(visit: Visit): void;
  history(): History;
  readonly outbox: Outbox;
}

/** What a browser needs. */
export interface BrowserParts {
  /** Told apart from the visitor's other browsers by this. */
  readonly name: string;
  /** Begun anew; one browser uses it at a time. */
  readonly engine: Engine;
  readonly calendar: Calendar;
  readonly random: Random;
  /** Whether it knows that an earlier history was lost. */
  readonly lostHistory: boolean;
}

/** Makes a browser that does with each action what the SDK does: sessioniser, engine, contributor. */
export function createBrowser(parts: BrowserParts): Browser {
  const { engine, calendar, random, lostHistory } = parts;
  const { program } = engine;
  engine.reset();
  engine.drain();
  const outbox = createOutbox(program.site, random);
  const events: InkEvent[] = [];
  const looks: number[] = [];
  const bought = new Set<unknown>();
  let state: ContributorState | null = null;
  let session: SessionState | null = null;

  function look(event?: InkEvent): void {
    const t = engine.now;
    const transaction = event?.type === 'purchase' && event.params.transaction_id;
    const known = transaction && bought.has(transaction);
    if (transaction) bought.add(transaction);
    const next = contribute(state, {
      t,
      program,
      memberships: engine.memberships(),
      transitions: engine.drain(),
      dayOf: (instant) => calendar.ordinal(DAY, instant),
      flips: (number) => engine.flips(program.segments[number]!.id).at,
      random,
      ...(event && { event, conversions: known ? [] : engine.conversions(event) }),
      ...(lostHistory && looks.length === 0 && { lostHistory }),
    });
    looks.push(t);
    state = next.state;
    outbox.put(t, next.rows);
  }

  /** Lets time pass on an open page, up to but not including `t`. */
  function pass(t: number): void {
    for (let next = engine.nextInstant(); next < t; next = engine.nextInstant()) {
      engine.advance(next);
      look();
    }
  }

  function take({ t, tab, type, params }: Action): void {
    const before = session;
    session = sessionise(before, t, program.session, calendar).state;
    const stamp = { session: session.start, params };
    const isNew = session.start !== before?.start;
    if (isNew) add({ id: nextId(tab), t, type: 'session_start', ...stamp });
    // Actions are 2 ms apart, so that no two events share an instant.
    add({ id: nextId(tab), t: isNew ? t + 1 : t, type, ...stamp });
  }

  function nextId(tab: string): EventId {
    return [`${parts.name}${tab}`, events.length];
  }

  function add(event: InkEvent): void {
    events.push(event);
    engine.add(event);
    look(event);
  }

  return {
    outbox,
    visit({ actions, end }) {
      for (const [i, action] of actions.entries()) {
        if (i > 0) pass(action.t);
        if (action.type === 'page_view') {
          if (i > 0) outbox.leave(action.t);
          outbox.openPage(action.t);
        }
        take(action);
      }
      pass(end);
      outbox.leave(end);
    },
    history: () => ({ events, looks, lostHistory }),
  };
}
