import { codes } from '@inkling/engine';

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;
const PERIODS = ['day', 'week', 'month'];

/** A length in its greatest whole unit: `30 d`, `1.5 h`, `20 s`. */
export function wordLength(ms: number): string {
  const [name, unit] = UNITS.find(([, size]) => Math.abs(ms) >= size) ?? ['ms', 1];
  return `${Math.round((ms / unit) * 10) / 10} ${name}`;
}

/** An instant, in the zone of the person who looks. */
export function wordInstant(t: number): string {
  return new Date(t).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}

/** The stretch of time that a measure looks at. */
export function wordWindow(window: readonly unknown[]): string {
  const [kind, a, b] = window as readonly number[];
  switch (kind) {
    case codes.ROLLING:
      return b ? `from ${wordLength(a!)} to ${wordLength(b)} ago` : `in the last ${wordLength(a!)}`;
    case codes.CALENDAR:
      return b ? `${b} ${PERIODS[a!]}s ago` : `this ${PERIODS[a!]}`;
    case codes.ABSOLUTE:
      return `from ${wordInstant(a!)}${b === null ? '' : ` to ${wordInstant(b!)}`}`;
    case codes.SESSIONS:
      return a === 1 ? 'in this visit' : `in the last ${a} visits`;
    case codes.WITHIN_FIRST:
      return `in the first ${wordLength(a!)}`;
    default:
      return 'ever';
  }
}
