import type { Zone } from '@inkling/engine';

/** Length of a day in milliseconds, where days are counted and no zone is asked. */
export const DAY_MS = 86_400_000;

/**
 * The local day an instant falls on, as a whole number of days since 1970-01-01.
 *
 * Midnight belongs to the new day.
 *
 * @param t - Ms since the epoch; instants before the first transition take the first offset.
 */
export function dayNumber(t: number, zone: Zone): number {
  let i = zone.from.length;
  while (--i > 0 && (zone.from[i] ?? 0) > t);
  return Math.floor((t + (zone.offsets[i] ?? 0) * 60_000) / DAY_MS);
}

/** The Monday on or before a day; 1970-01-01 was a Thursday. */
export function weekStart(day: number): number {
  return day - ((((day + 3) % 7) + 7) % 7);
}

/**
 * A day number as `YYYY-MM-DD` in the proleptic Gregorian calendar.
 *
 * @throws RangeError for days more than 100,000,000 from 1970.
 */
export function dayName(day: number): string {
  // biome-ignore lint/style/noRestrictedGlobals: reads no clock, the day is an argument.
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
