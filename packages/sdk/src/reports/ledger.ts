import type { ContributorState, Waiting } from '@inkling/report';
import type { ExperimentState } from '@inkling/report/experiment';
import type { BitState } from '@inkling/report/randomised';
import type { Step } from '../memberships/memberships.ts';

/** What this browser has contributed, and what of it is still to be sent; all tabs share one. */
export interface Ledger extends Waiting {
  readonly state: ContributorState | null;
  /** Transactions that have been counted: thank-you pages are loaded again. */
  readonly bought: readonly unknown[];
  /** Tabs, and the number of the last event of each that is booked. */
  readonly booked?: readonly (readonly [tab: string, n: number])[];
  /** Up to this number of the log everything is booked; absent where what is there must not be. */
  readonly seq?: number | undefined;
  /** What it has contributed to experiments, where there are any. */
  readonly trials?: ExperimentState;
  /** What has been contributed under the rules of a shadow, by its number. */
  readonly shadow?: Pick<Ledger, 'state' | 'bought'> & { readonly seq: number };
  /** Instead of `state` where the site takes randomised bits. */
  readonly bits?: BitState;
}

/** Of a browser that has said nothing yet. */
export const EMPTY: Ledger = { state: null, rows: [], queue: [], bought: [] };

/** How a ledger is kept, as the site has told its visitors: exactly, or by `randomised.js`. */
export interface Books {
  /** Whether steps can be booked. */
  readonly isReady: (steps: readonly Step[]) => boolean;
  /** Brings what {@link Books.isReady} waits for. */
  readonly prepare: () => Promise<unknown>;
  /**
   * Works steps into the ledger, in order.
   *
   * @param steps - Of engines that look ahead.
   * @param random - A uniform whole number from 0 to 2³² − 1, from a cryptographic source.
   */
  book(old: Ledger | undefined, steps: readonly Step[], random: () => number): Ledger;
}
