import type { JsonValue } from '@inkling/engine';

const DAY_MS = 86_400_000;

/** Days from 1 January 1970 to a date, by counting the years and months between. */
function dayNumber(year: number, month: number, day: number): number {
  const leap = (y: number): boolean => (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  let days = 0;
  for (let y = 1970; y < year; y += 1) days += leap(y) ? 366 : 365;
  for (let y = year; y < 1970; y += 1) days -= leap(y) ? 366 : 365;
  const lengths = [31, leap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  for (let m = 1; m < month; m += 1) days += lengths[m - 1]!;
  return days + day - 1;
}

/** The number that `text` is from `at` on for `length` digits; `NaN` when it is not digits. */
function digits(text: string, at: number, length: number): number {
  const part = text.slice(at, at + length);
  const whole = part.length === length && [...part].every((c) => c >= '0' && c <= '9');
  return whole ? Number(part) : Number.NaN;
}

/** Minutes east of UTC that a suffix names; no suffix is UTC. */
function suffixMinutes(suffix: string): number {
  if (suffix === '' || suffix === 'Z') return 0;
  const sign = suffix[0] === '+' ? 1 : -1;
  if ((suffix[0] !== '+' && suffix[0] !== '-') || suffix[3] !== ':' || suffix.length !== 6)
    return Number.NaN;
  return sign * (digits(suffix, 1, 2) * 60 + digits(suffix, 4, 2));
}

/**
 * The instant that a value names, ms since the epoch; `null` when it names none.
 *
 * A number is milliseconds. A text is `YYYY-MM-DD`, or that with `THH:MM`, `:SS` and `.mmm`,
 * and `Z` or an offset; without one it is UTC.
 */
export function parseInstant(value: JsonValue): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  const [year, month, day] = [digits(value, 0, 4), digits(value, 5, 2), digits(value, 8, 2)];
  const isDate = value[4] === '-' && value[7] === '-' && month >= 1 && month <= 12 && day >= 1;
  if (!isDate || day > 31 || !Number.isFinite(year)) return null;
  const midnight = dayNumber(year, month, day) * DAY_MS;
  if (value.length === 10) return midnight;
  const time = timeOfDay(value.slice(10));
  return time === null ? null : midnight + time;
}

/** Milliseconds from UTC midnight that `T12:34:56.789+02:00` names; `null` when it is none. */
function timeOfDay(text: string): number | null {
  const [hours, minutes] = [digits(text, 1, 2), digits(text, 4, 2)];
  if (text[0] !== 'T' || text[3] !== ':') return null;
  let at = 6;
  let seconds = 0;
  let milliseconds = 0;
  if (text[at] === ':') {
    seconds = digits(text, at + 1, 2);
    at += 3;
    if (text[at] === '.') {
      milliseconds = digits(text, at + 1, 3);
      at += 4;
    }
  }
  const ms = ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
  const total = ms - suffixMinutes(text.slice(at)) * 60_000;
  return Number.isFinite(total) ? total : null;
}
