/** A whole number and `s`, `m`, `h`, `d` or `w`. */
export type Duration = `${number}${'s' | 'm' | 'h' | 'd' | 'w'}`;

const UNITS_MS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * Reads a duration such as `30s`, `15m`, `12h`, `7d` or `4w` (a week is 7 days, a day 24 hours).
 *
 * @returns Milliseconds, 0 and negative ones included (their place decides whether they make
 *   sense); `null` when the text is no duration.
 */
export function parseDuration(text: string): number | null {
  const unitMs = UNITS_MS[text.slice(-1)];
  const digits = text.startsWith('-') ? text.slice(1, -1) : text.slice(0, -1);
  if (unitMs === undefined || !isDigits(digits) || digits.length > 9) return null;
  return (text.startsWith('-') ? -1 : 1) * Number(digits) * unitMs;
}

/** The shortest spelling of a whole number of seconds as a duration: `604800000` is `7d`. */
export function wordDuration(ms: number): Duration {
  for (const unit of ['d', 'h', 'm'] as const) {
    const unitMs = UNITS_MS[unit]!;
    if (ms !== 0 && ms % unitMs === 0) return `${ms / unitMs}${unit}`;
  }
  return `${ms / 1000}s`;
}

/** Whether a text is one or more ASCII digits. */
export function isDigits(text: string): boolean {
  if (text === '') return false;
  for (const letter of text) if (letter < '0' || letter > '9') return false;
  return true;
}
