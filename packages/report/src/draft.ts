import { dayName } from './calendar.ts';
import type { ContributorState, ContributorStep, Share } from './contributor.ts';
import type { Metric, ReportRow } from './row.ts';

/** A share that a step works on. */
export type OpenShare = { -readonly [key in keyof Share]: Share[key] };

/** A contributor's state while one step is being worked into it. */
export interface Draft {
  readonly step: ContributorStep;
  /** Day number of the step. */
  readonly today: number;
  readonly rows: ReportRow[];
  readonly everybody: OpenShare;
  /** In the program's order. */
  readonly shares: readonly OpenShare[];
  /** Those whose membership this step changed. */
  readonly touched: Set<Share>;
  readonly at: number;
  session: number;
  ms: number;
}

/** Copies the state for one step, without what belongs to definitions that are gone. */
export function openDraft(saved: ContributorState | null, step: ContributorStep): Draft {
  const { at = step.t - 1, session = -1, ms = 0, everybody, shares = [] } = saved ?? {};
  return {
    step,
    today: step.dayOf(step.t),
    rows: [],
    everybody: { id: '*', def: '', ...everybody },
    shares: step.program.segments.map(({ id, def }) => ({
      ...(shares.find((old) => old.id === id && old.def === def) ?? { id, def }),
    })),
    touched: new Set(),
    at,
    session,
    ms,
  };
}

/** Whether the browser is in a share's segment. */
export function isHeld({ since }: Share): boolean {
  return since !== undefined;
}

/**
 * Adds a row; a delta of 0 adds none.
 *
 * @param day - Day number; the step's own unless given.
 */
export function addRow(
  { rows, today }: Draft,
  { id: subject, def }: Pick<Share, 'id' | 'def'>,
  metric: Metric,
  bucket?: string,
  delta = 1,
  day = today,
): void {
  const row = { day: dayName(day), subject, def, metric, delta };
  if (delta) rows.push(bucket ? { ...row, bucket } : row);
}
