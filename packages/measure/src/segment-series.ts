import { listDays } from './days.ts';
import type { MetricRow } from './metric-row.ts';
import { sizeByDay } from './size-by-day.ts';

/** One segment on one day. */
export interface SegmentDay {
  readonly day: string;
  /** Browsers in the segment, present or away. */
  readonly size: number;
  /** Browsers that visited and were in it. */
  readonly in: number;
  readonly entered: number;
  readonly left: number;
  readonly conversions: number;
  readonly revenueCents: number;
}

/**
 * A segment, or `*` for everybody, day by day.
 *
 * For `*` the `size` is the number of visitors of the day, as `in` is.
 *
 * @param rows - From 89 days before `from` on, or the first sizes miss older leases.
 * @param def - The segment's definition; `''` for `*`.
 */
export function segmentSeries(
  rows: readonly MetricRow[],
  { segment, def, from, to }: { segment: string; def: string; from: string; to: string },
): SegmentDay[] {
  const days = listDays(from, to);
  const own = rows.filter((row) => row.subject === segment && row.def === def && !row.arm);
  const sums = new Map<string, number>();
  for (const { day, metric, value } of own) {
    const key = `${day} ${metric}`;
    sums.set(key, (sums.get(key) ?? 0) + value);
  }
  const sizes = sizeByDay(own, { segment, def, days });
  return days.map((day, i) => {
    const sum = (metric: string): number => sums.get(`${day} ${metric}`) ?? 0;
    const present = segment === '*' ? sum('visitors') : sum('in');
    return {
      day,
      size: segment === '*' ? present : (sizes[i] ?? 0),
      in: present,
      entered: sum('entered'),
      left: sum('left'),
      conversions: sum('conversions'),
      revenueCents: sum('revenue'),
    };
  });
}
