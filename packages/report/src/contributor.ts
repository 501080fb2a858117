import type { InkEvent, Membership, Program, Transition } from '@inkling/engine';
import { countActivity, countDay, drawPair, markIn } from './activity.ts';
import { openDraft } from './draft.ts';
import type { Lease } from './lease.ts';
import { reconcile, replay } from './moves.ts';
import type { ReportRow } from './row.ts';
import { renewLeases } from './stock.ts';

/** What a browser has contributed about a segment under one definition, or about everybody. */
export interface Share {
  /** The segment's, or `*` for everybody. */
  readonly id: string;
  readonly def: string;
  /** Instant at which the present stay began, ms since the epoch; absent while out. */
  readonly since?: number;
  /** Day number of the last day counted; absent before the first. */
  readonly day?: number;
  /** Week (day number of its Monday) of the first day counted. */
  readonly week?: number;
  readonly lease?: Lease;
}

/**
 * What a browser has contributed already, so that nothing counts twice. Plain JSON; the site's
 * tabs share one, so load it, call {@link contribute} and save it in one transaction.
 *
 * A new definition begins anew, and what was known under the old one is dropped.
 */
export interface ContributorState {
  readonly v: 2;
  /** Instant up to which transitions are counted, ms since the epoch. */
  readonly at: number;
  /** The newest session counted; −1 before the first. */
  readonly session: number;
  /** Engaged milliseconds that do not make a whole second yet. */
  readonly ms: number;
  readonly everybody: Share;
  /** Of the program's segments, in its order. */
  readonly shares: readonly Share[];
}

/** One step of the engine: an event that was recorded, or time that passed. */
export interface ContributorStep {
  /** The engine's `now` after the step, by the corrected clock, ms since the epoch. */
  readonly t: number;
  readonly program: Pick<Program, 'segments'>;
  /** The site's local day that an instant falls on, counted from 1970-01-01. */
  readonly dayOf: (t: number) => number;
  /** After the step, in any order. */
  readonly memberships: readonly Membership[];
  /** What the engine drained since the last step; ones that are counted already do no harm. */
  readonly transitions: readonly Transition[];
  /** Instants at which a membership changes with no further event, rising; by the segment's number. */
  readonly flips: (segment: number) => readonly number[];
  /** Absent when only time passed: then nobody has visited. */
  readonly event?: InkEvent;
  /** What the event converts; credited to the segments held just before it. */
  readonly conversions?: readonly { readonly id: string; readonly cents: number }[];
  /** A uniform whole number from 0 to 2³² − 1, from a cryptographic source. */
  readonly random: () => number;
  /** Set on the first step after storage was found wiped: that is no new visitor. */
  readonly lostHistory?: boolean;
}

/** What a step adds: the state to keep, and rows to send (in any order; cells may repeat). */
export interface Contribution {
  readonly state: ContributorState;
  readonly rows: readonly ReportRow[];
}

/**
 * Turns one step into anonymous rows. Pure: the same state and step give the same answer.
 *
 * Lapses that happened before the event count first, then the event is credited to the segments
 * held at that moment, then what the event itself changed.
 *
 * @param saved - What the last call gave; `null` on the first one ever, and after lost history.
 */
export function contribute(saved: ContributorState | null, step: ContributorStep): Contribution {
  const draft = openDraft(saved, step);
  const before = draft.at;
  const until = Math.max(before, step.t - 1);
  replay(draft, before, until);
  const fresh = step.event ? countDay(draft) : false;
  markIn(draft);
  countActivity(draft);
  replay(draft, until, step.t);
  reconcile(draft, before);
  markIn(draft);
  if (fresh) drawPair(draft);
  renewLeases(draft, fresh);
  const { session, ms, everybody, shares, rows } = draft;
  const at = Math.max(before, step.t);
  return { state: { v: 2, at, session, ms, everybody, shares }, rows };
}
