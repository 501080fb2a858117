import type { PeriodUnit } from '../ast.ts';

/**
 * Local days, weeks and months of the site's zone, by searching a table of offsets.
 *
 * Why it is right. A zone is nothing but a list of stretches of time, each with one offset from
 * UTC; inside one stretch local time is UTC plus that offset. "The first instant of a local
 * date" is therefore found by walking the stretches in order and taking the first instant at
 * which the local date is that date or a later one. Nothing else is assumed: not that a day has
 * 24 hours, not that it starts at 00:00, not that every date exists, not that the local clock
 * never shows the same date twice. Days found in this way are half-open, follow each other
 * without a gap, and an instant belongs to the last day that has begun.
 */

/** Minutes east of UTC from an instant on; `from` of the first entry is `null`: always. */
export interface ZoneTable {
  readonly from: readonly (number | null)[];
  readonly offsets: readonly number[];
}

export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** First instant of day number `day` (0 is 1 January 1970), ms since the epoch. */
export function dayStart(zone: ZoneTable, day: number): number {
  for (let i = 0; i < zone.offsets.length; i += 1) {
    const from = zone.from[i] ?? Number.NEGATIVE_INFINITY;
    const to = zone.from[i + 1] ?? Number.POSITIVE_INFINITY;
    const shift = zone.offsets[i]! * MINUTE_MS;
    // The first instant of this stretch whose local date is `day` or later.
    const first = Math.max(from, day * DAY_MS - shift);
    if (first < to) return first;
  }
  throw new Error('A zone has an offset for every instant.');
}

/** Number of the local day that `t` lies in. */
export function dayOf(zone: ZoneTable, t: number): number {
  // No offset reaches 2 days, so the day is one of these; the last that has begun is the one.
  const utcDay = Math.floor(t / DAY_MS);
  for (let day = utcDay + 2; ; day -= 1) if (dayStart(zone, day) <= t) return day;
}

/** Minutes east of UTC that hold at `t`. */
export function offsetAt(zone: ZoneTable, t: number): number {
  let offset = zone.offsets[0]!;
  for (let i = 1; i < zone.offsets.length; i += 1)
    if (zone.from[i]! <= t) offset = zone.offsets[i]!;
  return offset;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  if (month === 1) return isLeap(year) ? 29 : 28;
  return [3, 5, 8, 10].includes(month) ? 30 : 31;
}

/** Days that month number `month` (0 is January 1970) has. */
function monthLength(month: number): number {
  const year = 1970 + Math.floor(month / 12);
  return daysInMonth(year, month - Math.floor(month / 12) * 12);
}

/** First day of month number `month`, by counting months from 1970 one at a time. */
function monthFirstDay(month: number): number {
  let day = 0;
  for (let m = 0; m < month; m += 1) day += monthLength(m);
  for (let m = -1; m >= month; m -= 1) day -= monthLength(m);
  return day;
}

/** Number of the month that a day lies in, by counting months from 1970 one at a time. */
function monthOfDay(day: number): number {
  let month = 0;
  let first = 0;
  while (day >= first + monthLength(month)) {
    first += monthLength(month);
    month += 1;
  }
  while (day < first) {
    month -= 1;
    first -= monthLength(month);
  }
  return month;
}

/** Days since the Monday before 1 January 1970, which was a Thursday. */
const THURSDAY = 3;

/** Running number of the local day, week (from Monday) or month that `t` lies in. */
export function periodOf(zone: ZoneTable, unit: Exclude<PeriodUnit, 'session'>, t: number): number {
  const day = dayOf(zone, t);
  if (unit === 'day') return day;
  if (unit === 'week') return Math.floor((day + THURSDAY) / 7);
  return monthOfDay(day);
}

/** First instant of a period that `periodOf` numbered; its end is the next one's start. */
export function periodStart(
  zone: ZoneTable,
  unit: Exclude<PeriodUnit, 'session'>,
  period: number,
): number {
  if (unit === 'day') return dayStart(zone, period);
  if (unit === 'week') return dayStart(zone, period * 7 - THURSDAY);
  return dayStart(zone, monthFirstDay(period));
}

/** The hour that a local clock shows, 0 to 23. */
export function localHour(zone: ZoneTable, t: number): number {
  const local = t + offsetAt(zone, t) * MINUTE_MS;
  return Math.floor((local - Math.floor(local / DAY_MS) * DAY_MS) / 3_600_000);
}

/** The day that a local calendar shows: 1 for Monday to 7 for Sunday. */
export function localWeekday(zone: ZoneTable, t: number): number {
  const day = Math.floor((t + offsetAt(zone, t) * MINUTE_MS) / DAY_MS);
  const sinceMonday = day + THURSDAY;
  return sinceMonday - Math.floor(sinceMonday / 7) * 7 + 1;
}
