import type { MetricRow } from '@inkling/measure';

/** Which rows to add up; what is left out does not matter. */
export interface RowMatch {
  readonly metric: MetricRow['metric'];
  readonly subject: string;
  /** Hash of the definition; left out: every version. */
  readonly def?: string;
  readonly bucket?: string;
  /** First and last day, both included. */
  readonly from?: string;
  readonly to?: string;
}

/** The sum of the matching rows, those of experiments apart; 0 when there are none. */
export function sumRows(rows: readonly MetricRow[], match: RowMatch): number {
  return rows.filter((row) => matches(row, match)).reduce((sum, row) => sum + row.value, 0);
}

function matches(row: MetricRow, { metric, subject, def, bucket, from, to }: RowMatch): boolean {
  return (
    row.arm === undefined &&
    row.metric === metric &&
    row.subject === subject &&
    (def === undefined || row.def === def) &&
    (bucket === undefined || row.bucket === bucket) &&
    (from === undefined || row.day >= from) &&
    (to === undefined || row.day <= to)
  );
}
