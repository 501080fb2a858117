import { daysFromCivil } from '../parse/civil.ts';
import { parseInstant as parse } from '../parse/instant.ts';

const DAY_MS = 86_400_000;
const UTC = {
  startOfDay: (year: number, month: number, day: number): number =>
    daysFromCivil(year, month, day) * DAY_MS,
};

/**
 * The instant that a threshold names, ms since the epoch: a number as it is; a text is a date or
 * an instant, of UTC where it names no offset.
 *
 * @returns `null` when it names none.
 */
export function parseInstant(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  return parse(value, UTC) ?? parse(`${value}Z`, UTC);
}
