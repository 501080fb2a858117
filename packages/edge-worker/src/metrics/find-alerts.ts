import { type MetricRow, sizeByDay } from '@inkling/measure';

/** Something that changed from one day to the next by more than such things do. */
export interface Alert {
  /** `size` of a segment; else a share of visitors: history lost, or rows dropped or late. */
  readonly kind: 'size' | 'lost_history' | 'dropped' | 'late';
  /** The segment, for `size`. */
  readonly segment?: string;
  /** Median of the seven days before: browsers, or for the others a share, 1 being one a visitor. */
  readonly before: number;
  /** On the day itself. */
  readonly after: number;
}

/** Segments below this swing by chance. */
const LEAST_SIZE = 100;
/** Part of its size by which a segment changes suddenly. */
const MOST_CHANGE = 0.5;
/** A share is alarming from here on, if it is also this many times what it was. */
const LEAST_SHARE = 0.02;
const MOST_TIMES = 3;

const FAULTS = ['lost_history', 'dropped', 'late'] as const;

/**
 * Finds what changed suddenly on the last of the days, against the median of those before it.
 *
 * @param days - In order; eight of them for a week's median. Of fewer than four nothing is said.
 * @param rows - Of these days, and stock of the 89 days before them.
 */
export function findAlerts(
  rows: readonly MetricRow[],
  { segments, days }: { segments: readonly { id: string; def: string }[]; days: readonly string[] },
): Alert[] {
  if (days.length < 4) return [];
  const sizes = segments.flatMap(({ id: segment, def }): Alert[] => {
    const [before, after] = lastOf(sizeByDay(rows, { segment, def, days }));
    const sudden = before >= LEAST_SIZE && Math.abs(after - before) > before * MOST_CHANGE;
    return sudden ? [{ kind: 'size', segment, before, after }] : [];
  });
  const count = (metric: string, day: string): number =>
    rows
      .filter((row) => row.metric === metric && row.subject === '*' && row.day === day)
      .reduce((sum, { value }) => sum + value, 0);
  const faults = FAULTS.flatMap((kind): Alert[] => {
    const shares = days.map((day) => count(kind, day) / Math.max(1, count('visitors', day)));
    const [before, after] = lastOf(shares);
    return after >= LEAST_SHARE && after > before * MOST_TIMES ? [{ kind, before, after }] : [];
  });
  return [...sizes, ...faults];
}

/** Median of all but the last, and the last. */
function lastOf(values: readonly number[]): [before: number, after: number] {
  const before = values.slice(0, -1).sort((a, b) => a - b);
  const half = before.length / 2;
  const low = before[Math.ceil(half) - 1] ?? 0;
  const high = before[Math.floor(half)] ?? 0;
  return [(low + high) / 2, values.at(-1) ?? 0];
}
