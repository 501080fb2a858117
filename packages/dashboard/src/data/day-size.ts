import { type MetricRow, sizeByDay } from '@inkling/measure';

/** A segment's size on one day; `null` where nothing was counted yet. */
export interface DaySize {
  readonly day: string;
  readonly size: number | null;
}

/**
 * How many browsers were in a segment on each day, whether or not they came that day.
 *
 * Days before the first report on this very definition have no size, which is not the same as 0:
 * the rule may not have been there. Today has one as soon as the site has reported anything.
 */
export function daySizes(
  rows: readonly MetricRow[],
  segment: { readonly id: string; readonly def: string },
  days: readonly string[],
): readonly DaySize[] {
  const own = rows.filter(({ subject, def }) => subject === segment.id && def === segment.def);
  const today = days[days.length - 1] ?? '';
  const firstDay = firstDayOf(own) ?? (rows.length > 0 ? today : null);
  const sizes = sizeByDay(own, { segment: segment.id, def: segment.def, days });
  return days.map((day, i) => ({
    day,
    size: firstDay === null || day < firstDay ? null : (sizes[i] ?? 0),
  }));
}

function firstDayOf(rows: readonly MetricRow[]): string | null {
  return rows.reduce<string | null>(
    (first, { day }) => (first === null || day < first ? day : first),
    null,
  );
}
