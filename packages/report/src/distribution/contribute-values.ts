import type { Zone } from '@inkling/engine';
import { dayName, dayNumber, weekStart } from '../calendar.ts';
import type { ReportRow } from '../row.ts';
import { valueBucket } from './value-buckets.ts';

/** What a browser has said of its signals this week. Plain JSON. */
export interface ValuesState {
  readonly v: 1;
  /** Day number of the week's Monday. */
  readonly day: number;
  /** Signals that were counted in it. */
  readonly seen: readonly string[];
}

/** One step of the engine, as far as signals are concerned. */
export interface ValuesStep {
  /** By the corrected clock, ms since the epoch. */
  readonly t: number;
  readonly zone: Zone;
  /** What the signals that some percentile reads are now; what is no number is absent. */
  readonly signals: { readonly [signal: string]: unknown };
}

/**
 * Counts the browser once a week, Monday to Sunday, in the bucket of each signal that it has: with
 * the value of the first step in which it has one. Call it only where somebody visits.
 *
 * @param saved - What the last call gave; `null` on the first one ever.
 */
export function contributeValues(
  saved: ValuesState | null,
  { t, zone, signals }: ValuesStep,
): { readonly state: ValuesState; readonly rows: readonly ReportRow[] } {
  const today = dayNumber(t, zone);
  const week = weekStart(today);
  const before = saved && saved.day >= week ? saved.seen : [];
  const fresh = Object.entries(signals).flatMap(([id, value]) =>
    typeof value === 'number' && !Number.isNaN(value) && !before.includes(id)
      ? [[id, valueBucket(value)] as const]
      : [],
  );
  return {
    state: {
      v: 1,
      day: Math.max(week, saved?.day ?? week),
      seen: [...before, ...fresh.map(([id]) => id)],
    },
    rows: fresh.map(([id, bucket]) => ({
      ...{ day: dayName(today), subject: '*', def: '', metric: 'value', delta: 1 },
      bucket: `${id}:${bucket}`,
    })),
  };
}
