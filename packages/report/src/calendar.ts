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
 * Years count from March here, so that the leap day comes last and month lengths follow one
 * formula.
 */
export function dayName(day: number): string {
  const z = day + 719_468; // Days since 0000-03-01.
  const era = Math.floor(z / 146_097);
  const ofEra = z - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) /
      365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * ofYear + 2) / 153);
  const date = ofYear - Math.floor((153 * month + 2) / 5) + 1;
  const two = (n: number): string => `${n < 10 ? '0' : ''}${n}`;
  const civil = year + era * 400 + (month > 9 ? 1 : 0);
  return `${`000${civil}`.slice(-4)}-${two(month < 10 ? month + 3 : month - 9)}-${two(date)}`;
}
