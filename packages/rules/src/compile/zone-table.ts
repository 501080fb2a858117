import type { Zone } from '@inkling/engine';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** No zone has had two changes within so short a time in the years that count. */
const STEP_MS = 4 * DAY_MS;

/** Years whose changes a table holds. */
export interface ZoneYears {
  readonly from: number;
  readonly to: number;
}

/**
 * The offsets of an IANA zone, as the runtime that publishes a program knows them.
 *
 * @param years - 2000 to 2040 unless given; outside, the nearest offset goes on.
 * @throws `RangeError` when the runtime knows no such zone.
 */
export function zoneTable(name: string, years: ZoneYears = { from: 2000, to: 2040 }): Zone {
  const offsetAt = openOffsets(name);
  const from: (number | null)[] = [null];
  const first = yearStart(years.from);
  const offsets = [offsetAt(first)];
  const end = yearStart(years.to + 1);
  for (let t = first; t < end; t += STEP_MS) {
    const next = offsetAt(t + STEP_MS);
    if (next === offsets.at(-1)) continue;
    from.push(changeBetween(t, t + STEP_MS, offsetAt));
    offsets.push(next);
  }
  return { name, from, offsets };
}

const yearStart = (year: number): number => Math.round((year - 1970) * 365.2425) * DAY_MS;

/** The first instant with the offset of `to`. */
function changeBetween(from: number, to: number, offsetAt: (t: number) => number): number {
  const offset = offsetAt(to);
  let before = from;
  let after = to;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle) === offset) after = middle;
    else before = middle;
  }
  return after;
}

/** Minutes east of UTC at an instant. */
function openOffsets(name: string): (t: number) => number {
  if (name === 'UTC') return () => 0;
  // biome-ignore lint/style/noRestrictedGlobals: this is where the compiler makes the table that spares everyone else the question.
  const format = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
    timeZone: name,
    timeZoneName: 'longOffset',
  });
  return (t) => {
    const text = format.formatToParts(t).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    // `GMT`, `GMT+05:30` or, for old local times, `GMT-00:01:15`.
    const [hours = '0', minutes = '0', seconds = '0'] = text.slice(3).split(':');
    const sign = hours.startsWith('-') ? -1 : 1;
    return Math.round(
      sign *
        (Math.abs(Number(hours)) * 60 + Number(minutes) + (Number(seconds) * 1000) / MINUTE_MS),
    );
  };
}
