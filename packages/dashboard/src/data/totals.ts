import type { MetricRow } from '@inkling/measure';
import { sumRows } from './sum-rows.ts';

/** What everybody did, in some days. */
export interface Totals {
  /** Each browser once a day. */
  readonly visitorDays: number;
  /** Browsers that had never come before. */
  readonly newVisitors: number;
  readonly sessions: number;
  readonly pageViews: number;
  readonly engagedSeconds: number;
}

/** Sums of everybody's rows; both days included. */
export function totals(rows: readonly MetricRow[], from: string, to: string): Totals {
  const sum = (metric: MetricRow['metric']): number =>
    sumRows(rows, { subject: '*', metric, from, to });
  return {
    visitorDays: sum('visitors'),
    newVisitors: sum('new_visitors'),
    sessions: sum('sessions'),
    pageViews: sum('page_views'),
    engagedSeconds: sum('engaged'),
  };
}
