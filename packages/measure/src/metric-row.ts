import type { ReportRow } from '@inkling/report';

/** A folded cell, as the metrics API gives it. */
export type MetricRow = Omit<ReportRow, 'delta'> & {
  /** Sum over all reports: browsers, times, seconds or cents, by the metric. */
  readonly value: number;
};
