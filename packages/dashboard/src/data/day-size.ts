import { type MetricRow, sizeByDay } from '@inkling/measure';

/** A segment's size on one day; `null` where nothing was counted yet. */
export interface DaySize {
  readonly day: string;
  readonly size: number | null;
}

/**
 * How many browsers were in a segment on each day, whether or not they came that day; days before
 * the site's first report have no size, which is not the same as 0.
 *
 * @param firstDay - First day with any report; `null` when there is none.
 */
export function daySizes(
  rows: readonly MetricRow[],
  segment: { readonly id: string; readonly def: string },
  days: readonly string[],
  firstDay: string | null,
): readonly DaySize[] {
  const sizes = sizeByDay(rows, { segment: segment.id, def: segment.def, days });
  return days.map((day, i) => ({
    day,
    size: firstDay === null || day < firstDay ? null : (sizes[i] ?? 0),
  }));
}

/** The first day of any row; `null` when there is none. */
export function firstDayOf(rows: readonly MetricRow[]): string | null {
  return rows.reduce<string | null>(
    (first, { day }) => (first === null || day < first ? day : first),
    null,
  );
}
