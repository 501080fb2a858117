import {
  type ContributorState,
  contribute,
  DAY_MS,
  dayName,
  type Report,
  type ReportRow,
  splitReports,
} from '@inkling/report';
import { complete } from '../memberships/complete.ts';
import type { Step } from '../memberships/memberships.ts';

/** What this browser has contributed, and what of it is still to be sent; all tabs share one. */
export interface Ledger {
  readonly state: ContributorState | null;
  /** Rows that are not in a report yet. */
  readonly rows: readonly ReportRow[];
  /** Reports as they will be sent, byte for byte, oldest first. */
  readonly queue: readonly Report[];
  /** Transactions that have been counted: thank-you pages are loaded again. */
  readonly bought: readonly unknown[];
}

/** A uniform whole number from 0 to 2³² − 1. */
export type Random = () => number;

/** A report waits this many days at the most; then it is dropped, and counted as dropped. */
export const MOST_DAYS = 7;
const MOST_BOUGHT = 200;
const EMPTY: Ledger = { state: null, rows: [], queue: [], bought: [] };

/**
 * Works steps into the ledger, in order.
 *
 * @param lost - Whether a ledger that is not there was lost with the history.
 */
export function book(
  old: Ledger | undefined,
  steps: readonly Step[],
  random: Random,
  lost = false,
): Ledger {
  let { state, rows, queue, bought } = old ?? EMPTY;
  for (const { t, engine, memberships, transitions, events } of steps) {
    const { conversions, flips, program } = complete(engine);
    (events.length ? events : [undefined]).forEach((event, i) => {
      const transaction = event?.type === 'purchase' && event.params.transaction_id;
      const known = transaction && bought.includes(transaction);
      if (transaction && !known) bought = [...bought, transaction].slice(-MOST_BOUGHT);
      // Two of them may share a millisecond; what the second one changed must count, too.
      const before = state && { ...state, at: Math.min(state.at, t - 1) };
      const next = contribute(before, {
        t,
        program,
        memberships,
        transitions: i ? [] : transitions,
        flips,
        random,
        lostHistory: lost && !state,
        ...(event && { event, conversions: known ? [] : conversions(event) }),
      });
      state = next.state;
      rows = [...rows, ...next.rows];
    });
  }
  return { state, rows, queue, bought };
}

/** Makes reports of the rows there are, and drops what has waited too long. */
export function seal(old: Ledger | undefined, site: string, now: number, random: Random): Ledger {
  const { state, rows, queue, bought } = old ?? EMPTY;
  const today = Math.floor(now / DAY_MS);
  const fresh = queue.filter(({ id }) => Date.parse(id.slice(0, 10)) / DAY_MS >= today - MOST_DAYS);
  const note: ReportRow = {
    day: dayName(today),
    subject: '*',
    def: '',
    metric: 'dropped',
    delta: queue.length - fresh.length,
  };
  return {
    state,
    rows: [],
    queue: [...fresh, ...splitReports([...rows, note], { site, random })],
    bought,
  };
}
