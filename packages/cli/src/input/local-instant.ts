/**
 * Makes a function that takes what a clock in a zone shows, read as if it were UTC (ms since the
 * epoch), to the instant at which it shows that. Of an hour that comes twice it is the first; in
 * one that is skipped, the clock is read as if it had not been put forward yet.
 *
 * @param zone - IANA name.
 * @returns `null` for a zone that is not known.
 */
export function createLocalInstant(zone: string): ((utc: number) => number) | null {
  const shown = openClock(zone);
  if (shown === null) return null;
  const offset = (t: number): number => shown(t) - Math.floor(t / 1000) * 1000;
  return (utc) => {
    // Offsets change seldom: those a day before and after are all that can hold around it.
    const [before, after] = [offset(utc - DAY_MS), offset(utc + DAY_MS)];
    const first = utc - before;
    if (before === after || offset(first) === before) return first;
    return offset(utc - after) === after ? utc - after : first;
  };
}

const DAY_MS = 86_400_000;

/** What a clock shows at an instant, as UTC ms. */
function openClock(zone: string): ((t: number) => number) | null {
  try {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    return (t) => {
      const parts = Object.fromEntries(
        format.formatToParts(t).map(({ type, value }) => [type, Number(value)]),
      );
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
      return Date.UTC(year, month - 1, day, hour, minute, second);
    };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
