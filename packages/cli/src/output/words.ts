const GROUPED = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 });
const PERCENT = new Intl.NumberFormat('en-GB', { style: 'percent', minimumFractionDigits: 1 });

/** A number with thousands parted, at most six decimals. */
export function wordNumber(value: number): string {
  return GROUPED.format(value);
}

/** A share as per cent with one decimal; a dash for none. */
export function wordShare(share: number | null): string {
  return share === null ? '–' : PERCENT.format(share);
}

/** An instant as ISO 8601 in UTC, without milliseconds when there are none; a dash for none. */
export function wordInstant(ms: number | null): string {
  return ms === null ? '–' : new Date(ms).toISOString().replace('.000Z', 'Z');
}

/** An instant as JSON carries it, always with milliseconds; `null` for none. */
export function isoInstant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

/** `1 event`, `2 events`. */
export function wordCount(count: number, one: string, many = `${one}s`): string {
  return `${wordNumber(count)} ${count === 1 ? one : many}`;
}
