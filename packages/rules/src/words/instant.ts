import { civilFromDays } from '../parse/civil.ts';
import { createLocalClock } from '../parse/local-clock.ts';
import type { WordOptions } from './options.ts';

const DAY_MS = 86_400_000;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** An instant as people write it: `1 March 2026`, or with its time (in UTC) inside a day. */
export function wordInstant(t: number, { timezone = 'UTC' }: WordOptions): string {
  const clock = createLocalClock(timezone) ?? createLocalClock('UTC')!;
  // The date in the zone is the UTC date or a neighbour; the one that begins at `t` is wanted.
  const utcDay = Math.floor(t / DAY_MS);
  for (const days of [utcDay, utcDay + 1, utcDay - 1]) {
    const { year, month, day } = civilFromDays(days);
    if (clock.startOfDay(year, month, day) === t) return `${day} ${MONTHS[month - 1]} ${year}`;
  }
  return wordMoment(t);
}

/** An instant with its time in UTC: `1 March 2026 09:30 UTC`. */
export function wordMoment(t: number): string {
  const days = Math.floor(t / DAY_MS);
  const { year, month, day } = civilFromDays(days);
  const minutes = Math.floor((t - days * DAY_MS) / 60_000);
  const time = `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)} UTC`;
  return `${day} ${MONTHS[month - 1]} ${year} ${time}`;
}

function pad(part: number): string {
  return String(part).padStart(2, '0');
}
