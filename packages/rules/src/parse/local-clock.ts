import { civilFromDays, daysFromCivil } from './civil.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Turns local dates of one zone into instants. */
export interface LocalClock {
  /**
   * The first instant of a local date, ms since the epoch. Where clocks jump over midnight that
   * is the first instant that bears the date.
   */
  startOfDay(year: number, month: number, day: number): number;
}

/**
 * The clock of an IANA zone.
 *
 * @returns `null` when the runtime knows no such zone.
 */
export function createLocalClock(timezone: string): LocalClock | null {
  const dayAt = openZone(timezone);
  if (dayAt === null) return null;
  return {
    startOfDay(year, month, day) {
      const wanted = daysFromCivil(year, month, day);
      // No zone is further than 26 h from UTC midnight; clocks never run back over a whole day.
      let before = wanted * DAY_MS - 26 * HOUR_MS;
      let from = wanted * DAY_MS + 26 * HOUR_MS;
      while (from - before > 1) {
        const middle = Math.floor((before + from) / 2);
        if (dayAt(middle) >= wanted) from = middle;
        else before = middle;
      }
      return from;
    },
  };
}

/** Gives the local day number at an instant. */
function openZone(timezone: string): ((t: number) => number) | null {
  const options = {
    timeZone: timezone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  } as const;
  try {
    // biome-ignore lint/style/noRestrictedGlobals: the zone's own dates are asked while reading a file, never while evaluating one.
    const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', options);
    return (t) => {
      const parts = format.formatToParts(t);
      const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
      return daysFromCivil(part('year'), part('month'), part('day'));
    };
  } catch (cause) {
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}

/** Whether a calendar date exists. */
export function isRealDate(year: number, month: number, day: number): boolean {
  const back = civilFromDays(daysFromCivil(year, month, day));
  return back.year === year && back.month === month && back.day === day;
}
