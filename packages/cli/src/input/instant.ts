import { createInstantFormat } from './instant-format.ts';

const SECONDS_BELOW = 1e11;
/** Later than any event: microseconds, most likely, that would be taken for milliseconds. */
const YEAR_10000_MS = 253_402_300_800_000;
const MINUTE_MS = 60_000;
const PATTERN =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/**
 * Reads an instant as people's files hold it.
 *
 * A number below 10¹¹ (in size) is seconds since the Unix epoch, any other milliseconds; a string
 * of digits is such a number. A text is ISO 8601, with `T` or a blank between date and time;
 * without a zone it is UTC, and a date alone is its first instant. Digits beyond the millisecond
 * are cut off. The instants of web servers' logs (`01/Mar/2026:13:00:00 +0100`) are read, too.
 *
 * @returns Whole milliseconds since the epoch; `null` when it is no instant, or after the year 9999.
 */
export function readInstant(value: unknown): number | null {
  if (typeof value === 'number') return fromNumber(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return NUMBER.test(text) ? fromNumber(Number(text)) : (fromIso(text) ?? fromLog(text));
}

/**
 * Writes whole milliseconds as a number that `readInstant` takes for the same instant: those of
 * 1966 to 1973 would be seconds.
 */
export function writeInstant(ms: number): number {
  return Math.abs(ms) < SECONDS_BELOW ? ms / 1000 : ms;
}

const readLog = createInstantFormat('DD/MMM/YYYY:HH:mm:ss Z');

/** What Apache, nginx and others write: `[01/Mar/2026:13:00:00 +0100]`, with or without brackets. */
function fromLog(text: string): number | null {
  return readLog?.(text.replace(/^\[|\]$/g, '')) ?? null;
}

function fromNumber(value: number): number | null {
  const ms = Math.abs(value) < SECONDS_BELOW ? Math.round(value * 1000) : Math.trunc(value);
  return Math.abs(ms) < YEAR_10000_MS ? ms : null;
}

function fromIso(text: string): number | null {
  const match = PATTERN.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const date = [Number(year), Number(month), Number(day)] as const;
  const time = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)] as const;
  if (!isDate(...date) || !isTime(...time)) return null;
  const offset = readOffset(zone);
  if (offset === null) return null;
  const ms = Number((fraction ?? '').padEnd(3, '0').slice(0, 3));
  // `Date.UTC` takes the years 0 to 99 for 1900 to 1999; no file of events is that old.
  return Date.UTC(date[0], date[1] - 1, date[2], ...time, ms) - offset * MINUTE_MS;
}

function isDate(year: number, month: number, day: number): boolean {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= last;
}

/** Midnight may be written 24:00:00, and a leap second 60: both run over into what follows. */
function isTime(hour: number, minute: number, second: number): boolean {
  if (hour === 24) return minute === 0 && second === 0;
  return hour < 24 && minute < 60 && second <= 60;
}

/** @returns Minutes east of UTC; `null` when there is no such zone. */
function readOffset(zone: string | undefined): number | null {
  if (zone === undefined || /^[a-z]/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || 0);
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
