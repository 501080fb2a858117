/** The middle one; of an even number the higher of the two in the middle. 0 when there is none. */
export function median(list: readonly number[]): number {
  return list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0;
}
