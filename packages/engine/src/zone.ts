import type { Zone } from './program.ts';
import { firstAt } from './stream.ts';

/** Units of the calendar; the numbers are those of a program. */
export const DAY = 0;
export const WEEK = 1;
export const MONTH = 2;
export type CalendarUnit = typeof DAY | typeof WEEK | typeof MONTH;

const DAY_MS = 86_400_000;

/**
 * Local days, weeks (from Monday) and months of one zone, as whole numbers that rise by one a
 * unit: day 0 is 1970-01-01, week 0 holds it, month 0 is January of year 0.
 */
export interface Calendar {
  /** The unit that an instant (ms since the epoch) lies in. */
  ordinal(unit: CalendarUnit, t: number): number;
  /** The first instant of a unit, ms since the epoch; where a zone skipped it, the next there is. */
  start(unit: CalendarUnit, ordinal: number): number;
}

/** Reads days off a zone's table of offsets; asks no clock and no `Intl`. */
export function createCalendar({ from, offsets }: Zone): Calendar {
  // The day asked for last, because neighbours in time ask for the same one.
  let day = 0;
  let dayStart = 0;
  let dayEnd = 0;

  // The first row holds from the beginning, whatever it says.
  const segmentAt = (t: number): number =>
    Math.max(0, firstAt(from as readonly number[], Math.floor(t) + 1) - 1);
  const startOfDay = (ordinal: number): number => {
    const utc = ordinal * DAY_MS;
    for (let i = segmentAt(utc - 2 * DAY_MS); ; i++) {
      const start = Math.max(from[i] ?? -Infinity, utc - offsets[i]! * 60_000);
      // The table's last row holds for ever.
      if (i + 1 >= from.length || start < from[i + 1]!) return start;
    }
  };
  const dayOf = (t: number): number => {
    if (t < dayStart || t >= dayEnd) {
      day = Math.floor((t + offsets[segmentAt(t)]! * 60_000) / DAY_MS);
      dayEnd = startOfDay(day + 1);
      // A clock set back over midnight repeats a date that has already ended.
      while (dayEnd <= t) dayEnd = startOfDay(++day + 1);
      dayStart = startOfDay(day);
    }
    return day;
  };

  return {
    ordinal(unit, t) {
      const ordinal = dayOf(t);
      return unit === DAY
        ? ordinal
        : unit === WEEK
          ? Math.floor((ordinal + 3) / 7)
          : monthOf(ordinal);
    },
    start: (unit, ordinal) =>
      startOfDay(unit === DAY ? ordinal : unit === WEEK ? ordinal * 7 - 3 : firstDayOf(ordinal)),
  };
}

/** Minutes east of UTC at an instant. */
export function offsetAt({ from, offsets }: Zone, t: number): number {
  let i = offsets.length - 1;
  while (i > 0 && from[i]! > t) i--;
  return offsets[i]!;
}

/** The local day that an instant lies in, counted from 1970-01-01. */
export function dayOf(zone: Zone, t: number): number {
  return createCalendar(zone).ordinal(DAY, t);
}

// biome-ignore lint/style/noRestrictedGlobals: months are a function of the day alone.
const Gregorian = Date;

/** Month (12 a year, from January of year 0) of a day counted from 1970-01-01. */
function monthOf(day: number): number {
  const date = new Gregorian(day * DAY_MS);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** First day of a month, counted from 1970-01-01. */
function firstDayOf(month: number): number {
  // Years below 100 would be taken for years of the twentieth century.
  return Gregorian.UTC(2000, month - 24_000) / DAY_MS;
}
