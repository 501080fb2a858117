import type { Population } from '@inkling/engine';

/**
 * Whether a value holds breakpoints: by signal, rising `values` and as many shares `below` them,
 * from 0 to 1 and never falling.
 */
export function isPopulation(value: unknown): value is Population {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject && Object.values(value).every(isBreakpoints);
}

function isBreakpoints(value: unknown): boolean {
  const { values, below } = (value ?? {}) as {
    readonly values?: unknown;
    readonly below?: unknown;
  };
  if (!Array.isArray(values) || !Array.isArray(below) || values.length !== below.length)
    return false;
  const isRising = (list: readonly unknown[], strictly: boolean): boolean =>
    list.every((one, i) => {
      if (typeof one !== 'number') return false;
      const before = i === 0 ? Number.NEGATIVE_INFINITY : (list[i - 1] as number);
      return strictly ? one > before : one >= before;
    });
  const isShare = (one: unknown): boolean => (one as number) >= 0 && (one as number) <= 1;
  return isRising(values, true) && isRising(below, false) && below.every(isShare);
}
