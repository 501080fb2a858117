import { type Calendar, DAY } from '@inkling/engine';

const DAY_MS = 86_400_000;

/** Gives days of a site's zone, `YYYY-MM-DD`, by the engine's own calendar. */
export function createDayOf(calendar: Calendar): (t: number) => string {
  const names = new Map<number, string>();
  return (t) => {
    const day = calendar.ordinal(DAY, t);
    const known = names.get(day);
    if (known !== undefined) return known;
    const name = new Date(day * DAY_MS).toISOString().slice(0, 10);
    names.set(day, name);
    return name;
  };
}
