import type { CompleteEngine, Membership } from '@inkling/engine';

/** Where the visitor stands in one segment. */
export interface Explanation extends Membership {
  /** Instants at which this changes by itself, ms since the epoch, rising. */
  readonly flips: readonly number[];
  /** When the answer becomes known; `null` if it is, or never will be. */
  readonly knownFrom: number | null;
}

/** @returns `null` for a segment that the rules do not know. */
export function explain(engine: CompleteEngine, segment: string): Explanation | null {
  const found = engine.memberships().find((membership) => membership.segment === segment);
  if (!found) return null;
  return {
    ...found,
    flips: engine.flips(segment).at,
    knownFrom: engine.coverage(segment).knownFrom,
  };
}
