import { readInstant } from '../input/instant.ts';

const UNIT_MS: { readonly [unit: string]: number } = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const PART = /([+-]?)(\d+)(ms|[smhdw])/g;

/**
 * Reads an instant of a test: absolute as everywhere, or an offset from the test's start such as
 * `+0`, `+7d`, `-1ms` or `+1d12h-1ms`, where a part without a sign has that of the part before.
 *
 * @returns Ms since the epoch; `null` when it is neither.
 */
export function readMoment(value: unknown, startMs: number): number | null {
  if (value === '+0') return startMs;
  if (typeof value !== 'string' || !/^[+-]\d+(?:ms|[smhdw])/.test(value)) return readInstant(value);
  const parts = [...value.matchAll(PART)];
  if (parts.map(([part]) => part).join('') !== value) return null;
  let sign = 1;
  let t = startMs;
  for (const [, mark, digits, unit] of parts) {
    if (mark !== '') sign = mark === '-' ? -1 : 1;
    t += sign * Number(digits) * (UNIT_MS[unit as string] as number);
  }
  return t;
}
