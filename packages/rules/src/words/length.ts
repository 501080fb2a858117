const UNITS = [
  { ms: 86_400_000, one: 'day' },
  { ms: 3_600_000, one: 'hour' },
  { ms: 60_000, one: 'minute' },
  { ms: 1000, one: 'second' },
] as const;

/**
 * A length of time in at most two units: `7 days`, `1 day 4 hours`, `90 seconds`.
 *
 * @param ms - Rounded up to whole seconds, so that it never promises too soon.
 */
export function wordLength(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 0) return 'no time';
  // Fewer than 120 of a unit stay in it: 90 seconds and 36 hours read better than with two units.
  const whole = UNITS.find((unit) => (seconds * 1000) % unit.ms === 0 && seconds * 1000 >= unit.ms);
  if (whole !== undefined && seconds * 1000 < 120 * whole.ms) return amount(seconds * 1000, whole);
  const first = UNITS.findIndex((unit) => seconds * 1000 >= unit.ms);
  const big = UNITS[first]!;
  const small = UNITS[first + 1] ?? UNITS[UNITS.length - 1]!;
  const rest = Math.ceil(((seconds * 1000) % big.ms) / small.ms);
  const carried = rest * small.ms === big.ms;
  const bigMs = Math.floor((seconds * 1000) / big.ms) * big.ms + (carried ? big.ms : 0);
  if (rest === 0 || carried) return amount(bigMs, big);
  return `${amount(bigMs, big)} ${amount(rest * small.ms, small)}`;
}

function amount(ms: number, unit: { readonly ms: number; readonly one: string }): string {
  const count = Math.floor(ms / unit.ms);
  return `${count} ${unit.one}${count === 1 ? '' : 's'}`;
}
