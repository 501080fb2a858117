import fc from 'fast-check';

const { CI, INKLING_LONG, INKLING_RUNS } = process.env;

/** Runs of all property files together; at least 20,000 in CI, and as many as wanted by hand. */
const RUNS = Number(INKLING_RUNS ?? (INKLING_LONG ? 200_000 : CI ? 20_000 : 2_000));

/** How much longer than vitest's own 5 s a property may take, ms. */
export const TIMEOUT_MS = 3_600_000;

/**
 * Checks a property on many random inputs; what fails is made smaller before it is shown.
 *
 * `INKLING_SEED` repeats a run, `INKLING_RUNS` says how many runs all files share.
 *
 * @param share - This property's part of all runs.
 */
export function checkMany<T>(
  share: number,
  input: fc.Arbitrary<T>,
  check: (input: T) => void,
): void {
  fc.assert(
    fc.property(input, (one) => {
      check(one);
    }),
    { numRuns: Math.ceil(RUNS * share) },
  );
}
