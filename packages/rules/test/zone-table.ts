import type { Zone } from '@inkling/engine';

const HOUR_MS = 3_600_000;

/** Minutes that a zone's clock is ahead of UTC at an instant, by the platform's own calendar. */
function offsetAt(format: Intl.DateTimeFormat, t: number): number {
  const part = Object.fromEntries(format.formatToParts(t).map(({ type, value }) => [type, value]));
  const local = Date.UTC(
    Number(part.year),
    Number(part.month) - 1,
    Number(part.day),
    Number(part.hour),
    Number(part.minute),
    Number(part.second),
  );
  return Math.round((local - Math.floor(t / 1000) * 1000) / 60_000);
}

const tables = new Map<string, Zone>();

/**
 * The offsets of a zone from 2015 to 2031, found by asking the platform hour after hour: slow, and
 * owing nothing to the table that the compiler makes.
 */
export function zoneTable(name: string): Zone {
  const known = tables.get(name);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const from: (number | null)[] = [null];
  const offsets = [offsetAt(format, Date.UTC(2015, 0, 1))];
  // Days are looked at first; clocks change at whole quarters of an hour.
  for (let t = Date.UTC(2015, 0, 2); t < Date.UTC(2031, 0, 1); t += 24 * HOUR_MS) {
    if (offsetAt(format, t) === offsets.at(-1)) continue;
    let change = t - 24 * HOUR_MS;
    while (offsetAt(format, change) === offsets.at(-1)) change += HOUR_MS / 4;
    from.push(change);
    offsets.push(offsetAt(format, change));
  }
  const table = { name, from, offsets };
  tables.set(name, table);
  return table;
}
