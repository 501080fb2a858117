import type { InkEvent, Membership, Transition, Zone } from '@inkling/engine';
import {
  type ContributorState,
  type ContributorStep,
  contribute,
  dayNumber,
  type ReportRow,
} from '../src/index.ts';

export const UTC: Zone = { name: 'UTC', from: [null], offsets: [0] };
export const DAY = 86_400_000;
/** A Monday. */
export const MONDAY = Date.parse('2026-11-23T10:00:00Z');

/** A seeded stand-in for a browser's source of 32-bit numbers. */
export function makeRandom(seed: number): () => number {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}

export function makeEvent(t: number, type = 'page_view', params = {}, session = t): InkEvent {
  return { id: ['tab', t], t, type, session, params };
}

/** What a step is made of in a test: segments that are in, and for how long they stay so. */
export interface Plan {
  readonly t: number;
  readonly type?: string | null;
  readonly params?: InkEvent['params'];
  readonly session?: number;
  readonly in?: { readonly [segment: string]: number };
  readonly segments?: readonly string[];
  readonly transitions?: readonly Transition[];
  readonly flips?: { readonly [segment: string]: readonly number[] };
  readonly conversions?: ContributorStep['conversions'];
  readonly lostHistory?: boolean;
  readonly def?: string;
}

/** Runs steps one after the other, as an SDK would. */
export function run(
  plans: readonly Plan[],
  saved: ContributorState | null = null,
): { state: ContributorState; rows: ReportRow[]; last: readonly ReportRow[] } {
  const random = makeRandom(1);
  let state = saved;
  const rows: ReportRow[] = [];
  let last: readonly ReportRow[] = [];
  for (const plan of plans) {
    const step = contribute(state, toStep(plan, random));
    state = step.state;
    last = step.rows;
    rows.push(...last);
  }
  return { state: state!, rows, last };
}

function toStep(plan: Plan, random: () => number): ContributorStep {
  const ids = plan.segments ?? ['a'];
  const memberships: Membership[] = ids.map((segment) => ({
    segment,
    in: plan.in?.[segment] !== undefined,
    known: true,
    since: plan.in?.[segment] ?? null,
  }));
  const flips = (segment: number) => plan.flips?.[ids[segment]!] ?? [];
  return {
    t: plan.t,
    dayOf: (t) => dayNumber(t, UTC),
    program: { segments: ids.map((id) => ({ id, def: plan.def ?? `d-${id}` })) },
    memberships,
    transitions: plan.transitions ?? [],
    flips,
    ...(plan.type === null
      ? {}
      : { event: makeEvent(plan.t, plan.type, plan.params, plan.session ?? 0) }),
    ...(plan.conversions ? { conversions: plan.conversions } : {}),
    ...(plan.lostHistory ? { lostHistory: true } : {}),
    random,
  };
}

/** Sum of the deltas of matching rows. */
export function total(rows: readonly ReportRow[], match: Partial<ReportRow>): number {
  return rows
    .filter((row) => Object.entries(match).every(([k, v]) => row[k as keyof ReportRow] === v))
    .reduce((sum, row) => sum + row.delta, 0);
}
