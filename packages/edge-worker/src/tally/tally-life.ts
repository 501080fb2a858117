const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * Days after the start of its day (UTC) at which a tally ends. Its ids are needed as long as a
 * report of the day may come, to day + 7 in the westernmost zone, and a day longer.
 */
const LIFE_DAYS = 10;

/** The instant from which on a day's tally may be deleted, ms since the epoch. */
export function endOfLife(day: string): number {
  return Date.parse(day) + LIFE_DAYS * DAY_MS;
}

/**
 * When a tally should next be rolled up: a few hours after each midnight UTC, not all at once.
 *
 * @param random - In [0, 1).
 */
export function nextRollUp(day: string, now: number, random: number): number {
  const midnight = Math.floor(now / DAY_MS + 1) * DAY_MS;
  const next = midnight + HOUR_MS * (1 + 3 * random);
  return Math.max(now + 1, Math.min(next, Math.max(endOfLife(day), midnight)));
}
