import { daysFromCivil } from './civil.ts';
import { isDigits } from './duration.ts';
import { isRealDate, type LocalClock } from './local-clock.ts';

const MINUTE_MS = 60_000;

/**
 * Reads a date (`2026-03-01`: its first instant in the clock's zone) or an instant with its
 * offset (`2026-03-01T12:00:00Z`, `…T12:00+02:00`; seconds and a fraction may be left out).
 *
 * @returns Ms since the epoch; `null` when the text is neither.
 */
export function parseInstant(text: string, clock: LocalClock): number | null {
  const date = parseDate(text.slice(0, 10));
  if (date === null) return null;
  const [year, month, day] = date;
  if (text.length === 10) return clock.startOfDay(year, month, day);
  if (text[10] !== 'T') return null;
  const offsetAt = findOffset(text);
  if (offsetAt === -1) return null;
  const timeMs = parseTime(text.slice(11, offsetAt));
  const offsetMs = parseOffset(text.slice(offsetAt));
  if (timeMs === null || offsetMs === null) return null;
  return daysFromCivil(year, month, day) * 1440 * MINUTE_MS + timeMs - offsetMs;
}

/** Reads `YYYY-MM-DD`; `null` when it is not that, or no such day exists. */
export function parseDate(text: string): [year: number, month: number, day: number] | null {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return null;
  const parts = [text.slice(0, 4), text.slice(5, 7), text.slice(8, 10)];
  if (!parts.every(isDigits)) return null;
  const [year, month, day] = parts.map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && isRealDate(year, month, day) ? [year, month, day] : null;
}

function findOffset(text: string): number {
  if (text.endsWith('Z')) return text.length - 1;
  const sign = text[text.length - 6];
  return sign === '+' || sign === '-' ? text.length - 6 : -1;
}

/** `HH:MM`, `HH:MM:SS` or `HH:MM:SS.mmm` as ms since midnight. */
function parseTime(text: string): number | null {
  const [clock = '', fraction, ...rest] = text.split('.');
  const parts = clock.split(':');
  if (rest.length > 0 || parts.length < 2 || parts.length > 3) return null;
  if (fraction !== undefined && (parts.length < 3 || !isDigits(fraction) || fraction.length > 3)) {
    return null;
  }
  if (!parts.every((part) => part.length === 2 && isDigits(part))) return null;
  const [hours, minutes, seconds = 0] = parts.map(Number) as [number, number, number?];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number((fraction ?? '').padEnd(3, '0'));
}

function parseOffset(text: string): number | null {
  if (text === 'Z') return 0;
  const [hours = '', minutes = ''] = text.slice(1).split(':');
  if (hours.length !== 2 || minutes.length !== 2 || !isDigits(hours) || !isDigits(minutes)) {
    return null;
  }
  if (Number(hours) > 23 || Number(minutes) > 59) return null;
  const offset = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
  return text.startsWith('-') ? -offset : offset;
}
