import type { DaySize } from './day-size.ts';
import { shortDay } from './days.ts';
import type { Rate } from './segment-row.ts';

const WHOLE = new Intl.NumberFormat('en-GB');
const percentWith = (digits: number): Intl.NumberFormat =>
  new Intl.NumberFormat('en-GB', {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
const [FINE, COARSE] = [percentWith(1), percentWith(0)];

/** Below this many visits a share says more about chance than about people. */
export const LEAST_VISITS = 30;

/** A whole number as people read it: `12,430`. */
export function whole(value: number): string {
  return WHOLE.format(value);
}

/** A share as people read it: `4.6%`, `46%`; `–` of nothing, which has no shares. */
export function percent({ count, of }: Rate): string {
  if (of === 0) return '–';
  const share = count / of;
  return (share < 0.0995 ? FINE : COARSE).format(share);
}

/** A number with its noun: `1 visitor`, `2 visitors`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${whole(value)} ${value === 1 ? one : many}`;
}

/** A length of time in the largest two units that fit: `1 h 5 min`, `3 min`, `40 s`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${whole(Math.floor(minutes / 60))} h${rest > 0 ? ` ${rest} min` : ''}`;
}

/** The finding of a size chart, in a sentence. */
export function sizeCaption(name: string, byDay: readonly DaySize[]): string {
  const known = byDay.filter((day): day is { day: string; size: number } => day.size !== null);
  const first = known[0];
  const last = known[known.length - 1];
  if (!first || !last) return `Nothing has been counted for “${name}” yet.`;
  if (first === last) {
    return `${name} holds ${counted(last.size, 'browser')} today, the first day of its count: there is nothing to compare with yet.`;
  }
  const since = `since ${shortDay(first.day)}`;
  if (first.size === last.size) {
    return `${name} holds ${counted(last.size, 'browser')}, as many as on ${shortDay(first.day)}.`;
  }
  const verb = last.size > first.size ? 'grew' : 'shrank';
  return `${name} ${verb} from ${whole(first.size)} to ${counted(last.size, 'browser')} ${since}.`;
}
