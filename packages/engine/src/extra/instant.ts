import type { JsonValue } from '../event.ts';

const DAY_MS = 86_400_000;
const SHAPE =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{3}))?)?(?:Z|([+-])(\d\d):(\d\d))?)?$/;

/**
 * The instant that a param names, ms since the epoch: a number as it is, or an ISO date or instant,
 * of UTC where it has no offset.
 *
 * @returns `undefined` when it names none.
 */
export function parseInstant(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'number') return value;
  const parts = typeof value === 'string' ? SHAPE.exec(value) : null;
  if (!parts) return undefined;
  const [year, month, day, hours, minutes, seconds, ms, , east, eastMinutes] = parts
    .slice(1)
    .map((part) => Number(part ?? 0)) as [number, number, number, ...number[]];
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const offset = (parts[8] === '-' ? -1 : 1) * (east! * 60 + eastMinutes!);
  return (
    dayOf(year, month, day) * DAY_MS +
    ((hours! * 60 + minutes! - offset) * 60 + seconds!) * 1000 +
    ms!
  );
}

/** Days since 1970-01-01 in the Gregorian calendar; years counted from March end with the leap day. */
function dayOf(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const days = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + days - 719_468;
}
