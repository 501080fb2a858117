import type { Membership, ProgramSegment } from '@inkling/engine';
import type { ReportRow } from '@inkling/report';

/** Where a browser stands in the two definitions of a segment: neither, the shadow's, the one in force, both. */
const OUTCOMES = ['none', 'second', 'first', 'both'];

/** Rules, and where the visitor stands in their segments. */
export interface Side {
  readonly segments: readonly ProgramSegment[];
  readonly memberships: readonly Membership[];
}

/**
 * Draws one of the segments that rules in force and shadow define differently, each with the same
 * probability, and says whether the visitor is in either.
 *
 * @param random - A uniform whole number from 0 to 2³² − 1.
 * @returns No row where there is no such segment, one else.
 */
export function drawChurn(
  day: string,
  live: Side,
  shadow: Side,
  random: () => number,
): ReportRow[] {
  const pairs = live.segments.flatMap(({ id, def }) => {
    const other = shadow.segments.find((one) => one.id === id && one.def !== def);
    return other ? [{ id, defs: `${def}&${other.def}` }] : [];
  });
  const drawn = pairs[random() % pairs.length];
  if (!drawn) return [];
  const { id, defs } = drawn;
  const isIn = ({ memberships }: Side): boolean =>
    memberships.some((one) => one.segment === id && one.in);
  const bucket = OUTCOMES[(isIn(live) ? 2 : 0) + (isIn(shadow) ? 1 : 0)]!;
  return [{ day, subject: `${id}&${id}`, def: defs, metric: 'pair', bucket, delta: 1 }];
}
