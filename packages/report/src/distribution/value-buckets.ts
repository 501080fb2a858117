const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const FINE = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const COARSE = [1, 2, 5];

/** Decades and the steps within, so that counts, seconds, shares and cents all find their scale. */
const DECADES: readonly (readonly [power: number, steps: readonly number[]])[] = [
  ...[-3, -2].map((power) => [power, COARSE] as const),
  ...[-1, 0].map((power) => [power, DIGITS] as const),
  ...[1, 2, 3, 4, 5, 6].map((power) => [power, FINE] as const),
  [7, COARSE],
];

/**
 * Least value of each bucket from 1 on, rising: 0, then from 0.001 to 50 million. Bucket 0 holds
 * what is below 0, the last one everything from its edge on.
 *
 * Whole numbers up to 10 have a bucket each; above, a bucket is about a quarter wide.
 */
export const VALUE_EDGES: readonly number[] = [
  0,
  ...DECADES.flatMap(([power, steps]) => steps.map((step) => Number(`${step}e${power}`))),
];

/** The bucket of a value, from 0 to the number of {@link VALUE_EDGES}. */
export function valueBucket(value: number): number {
  return VALUE_EDGES.filter((edge) => edge <= value).length;
}
