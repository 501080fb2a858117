/**
 * The local day of an instant, `YYYY-MM-DD`.
 *
 * @param now - Milliseconds since the Unix epoch.
 * @param zone - IANA name; an unknown one is taken for UTC.
 */
export function dayOf(now: number, zone: string): string {
  return format(now, zone) ?? new Date(now).toISOString().slice(0, 10);
}

function format(now: number, timeZone: string): string | undefined {
  try {
    // Swedes write their dates the way that ISO does.
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
  } catch {
    return undefined;
  }
}

/** A day as people read it: `23 Nov`; `''` for what is no day. */
export function shortDay(day: string): string {
  const t = Date.parse(day);
  if (Number.isNaN(t)) return '';
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  }).format(t);
}
