const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** What each word of a format stands for in a text. */
const TOKENS: { readonly [token: string]: string } = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<year>\\d{2})',
  MMM: '(?<month>[A-Za-z]{3})[a-z]*',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<hour>\\d{2})',
  h: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  SSS: '(?<fraction>\\d{1,9})',
  A: '(?<half>[AaPp])\\.?[Mm]\\.?',
  Z: '(?<zone>Z|UTC|GMT|[+-]\\d{2}:?\\d{2})',
};
const WORD = /YYYY|YY|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|SSS|A|Z/g;

/**
 * Makes a reader of instants that are written in a format such as `M/D/YYYY H:mm` or
 * `DD/MMM/YYYY:HH:mm:ss Z`. Everything but the words of `TOKENS` stands for itself; without a zone
 * it is UTC, and what the format leaves out is its least (the first month, day, hour …). Years of
 * two digits are 1970 to 2069.
 *
 * @returns `null` for a format without a year, or with a word twice. The reader gives ms since the
 *   epoch, `null` for a text that does not fit or a day that does not exist.
 */
export function createInstantFormat(format: string): ((text: string) => number | null) | null {
  const words = format.match(WORD) ?? [];
  const groups = words.map((word) => TOKENS[word]!.slice(0, TOKENS[word]!.indexOf('>')));
  if (!groups.includes('(?<year') || new Set(groups).size < groups.length) return null;
  const escaped = format.split(WORD).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const source = escaped.map((part, i) => `${part}${i < words.length ? TOKENS[words[i]!] : ''}`);
  const pattern = new RegExp(`^\\s*${source.join('')}\\s*$`);
  return (text) => {
    const found = pattern.exec(text)?.groups;
    return found ? toInstant(found) : null;
  };
}

function toInstant(found: { readonly [name: string]: string | undefined }): number | null {
  const number = (name: string, least: number): number => Number(found[name] ?? least);
  const year = yearOf(found.year ?? '');
  const { month: written = '1' } = found;
  const named = MONTHS.indexOf(written.slice(0, 3).toLowerCase()) + 1;
  const month = /\d/.test(written) ? Number(written) : named;
  const day = number('day', 1);
  const hour = hourOf(number('hour', 0), found.half);
  const time = [number('minute', 0), number('second', 0)] as const;
  const ms = Number((found.fraction ?? '').padEnd(3, '0').slice(0, 3));
  const date = new Date(Date.UTC(year, month - 1, day));
  const isDay = month >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isDay || hour === null || time[0] > 59 || time[1] > 60) return null;
  const minutes = hour * 60 + time[0] - offsetOf(found.zone);
  return date.getTime() + minutes * 60_000 + time[1] * 1000 + ms;
}

function yearOf(digits: string): number {
  const year = Number(digits);
  return digits.length === 4 ? year : year + (year < 70 ? 2000 : 1900);
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour < 24 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || /^[A-Z]/.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}
