import { hash } from './hash.ts';

/** A stretch of the scale from 0 to 1, its end excluded. */
export type Range = readonly [from: number, to: number];

/** A stretch of a scale that several experiments share, so that no visitor is in two of them. */
export type Namespace = readonly [id: string, from: number, to: number];

/** Whether a place lies in a stretch; its end does not belong to it. */
export const inRange = (place: number, [from, to]: Range): boolean => place >= from && place < to;

/** The first stretch that a place lies in; -1 when it lies in none. */
export function chooseVariation(place: number, ranges: readonly Range[]): number {
  return ranges.findIndex((range) => inRange(place, range));
}

/**
 * Whether a visitor's place on the scale of a namespace lies in an experiment's part of it.
 *
 * By GrowthBook's hash of version 1, which ties alike names together; {@link assign} draws the
 * place by version 2.
 */
export function inNamespace(value: string, [id, ...range]: Namespace): boolean {
  return inRange(hash(`__${id}`, value, 1)!, range);
}

/** Equal parts of 1, `count` of them; none for a count below 1. */
export function getEqualWeights(count: number): number[] {
  return Array.from({ length: Math.max(0, count) }, () => 1 / count);
}

/**
 * The stretch of each arm: it begins where the arms before it would end at full coverage, so that
 * more coverage lets visitors in and moves none.
 *
 * Weights that are missing, too few or too many, or sum up to less than 0.99 or more than 1.01,
 * stand for equal ones, as in GrowthBook.
 *
 * @param coverage - Share of visitors from 0 to 1; what lies outside counts as the nearer end.
 */
export function getBucketRange(
  count: number,
  coverage: number,
  weights?: readonly number[] | null,
): Range[] {
  const sum = weights?.reduce((all, one) => all + one, 0) ?? 0;
  const isSound = weights?.length === count && sum >= 0.99 && sum <= 1.01;
  const share = Math.min(1, Math.max(0, coverage));
  let next = 0;
  return (isSound ? weights : getEqualWeights(count)).map((weight) => {
    const from = next;
    next += weight;
    return [from, from + share * weight];
  });
}
