import { dayName, dayNumber } from './calendar.ts';
import type { ContributorState, ContributorStep } from './contributor.ts';
import type { Lease } from './lease.ts';
import type { Metric, ReportRow } from './row.ts';

/** A contributor's state while one step is being worked into it. */
export interface Draft {
  readonly step: ContributorStep;
  /** Day number of the step. */
  readonly today: number;
  readonly rows: ReportRow[];
  /** Segment id → `segment/def`. */
  readonly keys: ReadonlyMap<string, string>;
  /** Keys whose membership this step changed. */
  readonly touched: Set<string>;
  readonly v: 1;
  readonly at: number;
  first: number;
  day: number;
  session: number;
  ms: number;
  readonly held: { [key: string]: number };
  seen: string[];
  readonly leases: { [key: string]: Lease };
  readonly cohorts: { [key: string]: number };
}

/** Copies the state for one step, without what belongs to definitions that are gone. */
export function openDraft(saved: ContributorState | null, step: ContributorStep): Draft {
  const keys = new Map(step.program.segments.map(({ id, def }) => [id, `${id}/${def}`]));
  const live = new Set(keys.values());
  const kept = <T>(record?: { readonly [key: string]: T }): { [key: string]: T } =>
    Object.fromEntries(Object.entries(record ?? {}).filter(([key]) => live.has(key)));
  return {
    step,
    today: dayNumber(step.t, step.program.zone),
    rows: [],
    keys,
    touched: new Set(),
    ...(saved ?? { v: 1, at: step.t - 1, first: -1, day: -1, session: -1, ms: 0 }),
    held: kept(saved?.held),
    seen: [...(saved?.seen ?? [])],
    leases: kept(saved?.leases),
    cohorts: kept(saved?.cohorts),
  };
}

/**
 * Adds a row; a delta of 0 adds none.
 *
 * @param key - `segment/def`, or `*` for everybody.
 * @param day - Day number; the step's own unless given.
 */
export function addRow(
  draft: Draft,
  key: string,
  metric: Metric,
  { delta = 1, bucket, day = draft.today }: { delta?: number; bucket?: string; day?: number } = {},
): void {
  if (!delta) return;
  const [subject = '', def = ''] = key.split('/');
  const cell = { day: dayName(day), subject, def, metric, delta };
  draft.rows.push(bucket === undefined ? cell : { ...cell, bucket });
}
