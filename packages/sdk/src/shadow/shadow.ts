import type { Extra, RecordedFrom } from '@inkling/engine';
import { compareEvents } from '@inkling/engine/quick';
import { addRows, dayName } from '@inkling/report';
import { RECORDED } from '../history/folded.ts';
import type { IdleParts } from '../idle/parts.ts';
import { foresight } from '../memberships/foresight.ts';
import type { Step } from '../memberships/memberships.ts';
import { EMPTY, type Ledger } from '../reports/ledger.ts';
import { fetchSide } from '../rules-source/fetch-side.ts';
import { drawChurn } from './draw-churn.ts';
import { keepRows } from './keep-rows.ts';

/** Rules that are evaluated in silence: no page and no channel learns of them, only the books. */
export interface Shadow {
  readonly seq: number;
  /**
   * Works steps into the ledger, under these rules.
   *
   * @param steps - Of the rules in force, in order.
   * @param bookSteps - Works steps into a ledger.
   */
  book(
    ledger: Ledger,
    steps: readonly Step[],
    random: () => number,
    bookSteps: (old: Ledger, steps: readonly Step[], random: () => number) => Ledger,
  ): Ledger;
}

/** So many events of the history are taken at a time: a page must not stand still for them. */
const SLICE = 500;

/**
 * Fetches the shadow that the bundle names, and takes it through the history up to now.
 *
 * @throws Error, or `TrustError`, where there is none that may be used.
 */
export async function start(parts: IdleParts): Promise<Shadow | undefined> {
  const { feed, host, store } = parts;
  const named = feed.bundle()?.shadow;
  const log = store.log();
  // Without a history there is nothing to find out.
  if (!named || !log) return undefined;
  const wanted = { kind: 'shadow', named } as const;
  const { program } = await fetchSide(parts, `blobs/${named.hash}.json`, wanted);
  const since = await log.update<RecordedFrom>(RECORDED, (old) => old);
  const extra = program.extra
    ? (await parts.loaders.part<{ readonly extra: Extra }>('extra')).extra
    : undefined;
  const engine = foresight(feed.make(program, since, undefined, extra));
  const stored = await log.read(0);
  const known = new Set(feed.own.keys());
  // Of an event that is there twice the engine takes the first.
  const events = [...known, ...stored].sort(compareEvents);
  for (const [i, event] of events.entries()) {
    if (i % SLICE === 0) await new Promise<void>((resolve) => host.clock.after(0, resolve));
    engine.add(event);
  }
  engine.drain();
  const follow = ({ t, events }: Step): Step => {
    // What an earlier page left to be counted is history already.
    for (const one of events) {
      if (!feed.own.has(one) || known.has(one)) continue;
      known.add(one); // Booking that fails is tried again.
      engine.add(one);
    }
    engine.advance(t);
    const transitions = engine.drain();
    return { t, engine, memberships: engine.memberships(), transitions, events };
  };
  const { seq } = named;
  return {
    seq,
    book(ledger, steps, random, bookSteps) {
      const mine = ledger.shadow?.seq === seq ? ledger.shadow : EMPTY;
      const begun = { ...EMPTY, state: mine.state, bought: mine.bought };
      const { state, rows, bought } = bookSteps(begun, steps.map(follow), random);
      const live = feed.bundle()?.program.segments ?? [];
      const last = steps.at(-1);
      const day = state?.everybody.day;
      const isNew = day !== undefined && day !== mine.state?.everybody.day;
      const churn =
        isNew && last
          ? drawChurn(
              dayName(day),
              { segments: live, memberships: last.memberships },
              { segments: program.segments, memberships: engine.memberships() },
              random,
            )
          : [];
      const told = [...keepRows(rows, live), ...churn];
      return {
        ...ledger,
        rows: addRows(ledger.rows, told, random),
        shadow: { seq, state, bought },
      };
    },
  };
}
