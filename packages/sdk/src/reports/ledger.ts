import {
  type ContributorState,
  contribute,
  DAY_MS,
  type Report,
  type ReportRow,
  splitReports,
} from '@inkling/report';
import type { Step } from '../memberships/memberships.ts';

/** What this browser has contributed, and what of it is still to be sent; all tabs share one. */
export interface Ledger {
  readonly state: ContributorState | null;
  /** Rows that are not in a report yet. */
  readonly rows: readonly ReportRow[];
  /** Reports as they will be sent, byte for byte, oldest first. */
  readonly queue: readonly Report[];
}

/** A uniform whole number from 0 to 2³² − 1. */
export type Random = () => number;

/** A report waits this long at the most, ms; then it is dropped, and counted as dropped. */
export const LONGEST_WAIT_MS = 7 * DAY_MS;

/** Works steps into the ledger, in order. */
export function book(old: Ledger | undefined, steps: readonly Step[], random: Random): Ledger {
  let state = old?.state ?? null;
  const rows = [...(old?.rows ?? [])];
  for (const { t, engine, memberships, transitions, event } of steps) {
    // Two steps may share a millisecond; what the second one changed must count, too.
    const before = state && { ...state, at: Math.min(state.at, t - 1) };
    const next = contribute(before, {
      t,
      program: engine.program,
      memberships,
      transitions,
      flips: (segment) => engine.flips(segment),
      random,
      ...(event && { event, conversions: engine.conversions(event) }),
    });
    state = next.state;
    rows.push(...next.rows);
  }
  return { state, rows, queue: old?.queue ?? [] };
}

/** Makes reports of the rows there are, and drops what has waited too long. */
export function seal(old: Ledger | undefined, site: string, now: number, random: Random): Ledger {
  const { state = null, rows = [], queue = [] } = old ?? {};
  const fresh = queue.filter(
    ({ id }) => Date.parse(id.slice(0, 10)) > now - LONGEST_WAIT_MS - DAY_MS,
  );
  const dropped = queue.length - fresh.length;
  const note: ReportRow = {
    day: new Date(now).toISOString().slice(0, 10),
    subject: '*',
    def: '',
    metric: 'dropped',
    delta: dropped,
  };
  const made = splitReports(dropped ? [...rows, note] : rows, { site, random });
  return { state, rows: [], queue: [...fresh, ...made] };
}

/** Takes a report out that has arrived, or never will. */
export function settle(old: Ledger | undefined, id: string): Ledger | undefined {
  return old && { ...old, queue: old.queue.filter((report) => report.id !== id) };
}
