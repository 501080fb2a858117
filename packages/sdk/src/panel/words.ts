const LANGUAGE = 'en-GB';

/** `1,234 pages`, `1 page`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString(LANGUAGE)} ${n === 1 ? one : many}`;
}

/** `3 November 2026`, in the visitor's own zone. */
export function dateOf(t: number): string {
  return new Date(t).toLocaleDateString(LANGUAGE, { dateStyle: 'long' });
}

/** `a`, `a and b`, `a, b and c`. */
export function list(parts: readonly string[]): string {
  return new Intl.ListFormat(LANGUAGE).format(parts);
}

/** How long something took: `less than a minute`, `12 minutes`, `2 hours 5 minutes`. */
export function duration(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const hours = Math.floor(minutes / 60);
  if (minutes < 1) return 'less than a minute';
  if (hours < 1) return count(minutes, 'minute');
  return `${count(hours, 'hour')}${minutes % 60 ? ` ${count(minutes % 60, 'minute')}` : ''}`;
}
