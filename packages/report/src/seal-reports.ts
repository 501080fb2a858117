import { DAY_MS, dayName } from './calendar.ts';
import type { Report, ReportRow } from './row.ts';
import { addRows, groupRows, type SplitOptions, takeReports } from './split-reports.ts';

/** Days that rows and reports wait at the most; then they are dropped, and counted as dropped. */
export const MOST_DAYS = 7;
/** Most requests for a page view. */
export const MOST_SENT = 2;

/** What a browser has to say. Plain JSON. */
export interface Waiting {
  /** In no report yet; made by `addRows`. */
  readonly rows: readonly ReportRow[];
  /** Reports as they will be sent, byte for byte, oldest first. */
  readonly queue: readonly Report[];
}

/** What sealing depends on. */
export interface SealOptions extends SplitOptions {
  /** Ms since the epoch, by the corrected clock. */
  readonly now: number;
  /** Reports that may be made. */
  readonly most: number;
  /** False where the site takes no row that counts what was dropped. */
  readonly isExact?: boolean;
}

/**
 * Seals as many reports as may be sent soon. All other rows stay open, so that what is still to
 * come adds up with them: sealed at every rest, a visit would make more reports than may leave.
 *
 * What is older by more than {@link MOST_DAYS} is dropped.
 */
export function sealReports(
  { rows, queue }: Waiting,
  { now, isExact = true, ...options }: SealOptions,
): Waiting {
  const today = Math.floor(now / DAY_MS);
  const first = dayName(today - MOST_DAYS);
  const isOpen = ({ day }: ReportRow): boolean => day >= first;
  const fresh = queue.filter(({ id }) => id >= first);
  const note: ReportRow = {
    day: dayName(today),
    subject: '*',
    def: '',
    metric: 'dropped',
    delta: isExact
      ? queue.length - fresh.length + groupRows(rows.filter((row) => !isOpen(row))).size
      : 0,
  };
  const next = takeReports(addRows(rows.filter(isOpen), [note], options.random), options);
  return { rows: next.rows, queue: [...fresh, ...next.reports] };
}
