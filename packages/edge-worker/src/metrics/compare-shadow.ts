import { type MetricRow, overlapOf, sizeByDay } from '@inkling/measure';
import type { ShadowInfo } from '../site/shadow.ts';

/** What a shadow would do to one segment. */
export interface ShadowSegment {
  readonly segment: string;
  /** Size by the rules that are out, on the last day; `null` where they lack the segment. */
  readonly live: Sized | null;
  /** Size by the shadow; likewise. */
  readonly shadow: Sized | null;
  /**
   * Shares of the browsers that drew the two definitions of the segment: who is in both, who would
   * leave, who would enter, who is in neither. `null` where nobody drew them, or they are the same.
   */
  readonly churn: Churn | null;
  /** How the shadow's segment lies to each other segment that is out, as far as pairs were drawn. */
  readonly overlap: readonly ({ readonly segment: string } & Shares)[];
}

interface Sized {
  readonly def: string;
  readonly size: number;
}

/** Adds up to 1, but for `draws`: how many browsers drew. */
export interface Churn {
  readonly draws: number;
  readonly stay: number;
  readonly leave: number;
  readonly enter: number;
  readonly out: number;
}

interface Shares {
  readonly draws: number;
  readonly both: number;
  readonly shadowOnly: number;
  readonly liveOnly: number;
  readonly none: number;
}

/**
 * Holds a shadow against what is out, by rows of both: a row's definition hash tells which one it
 * is of.
 *
 * @param rows - Those of `pair` within the range that is asked about; those of `stock` from 89
 *   days before its last day on.
 * @param day - Last day of the range.
 * @returns A segment of either a line, in the order of their ids.
 */
export function compareShadow(
  { live, shadow }: Pick<ShadowInfo, 'live' | 'shadow'>,
  rows: readonly MetricRow[],
  day: string,
): ShadowSegment[] {
  const defs = (of: ShadowInfo['live']) => new Map(of.map(({ id, def }) => [id, def]));
  const [out, silent] = [defs(live), defs(shadow)];
  const sized = (segment: string, def: string | undefined): Sized | null =>
    def === undefined
      ? null
      : { def, size: sizeByDay(rows, { segment, def, days: [day] })[0] ?? 0 };
  return [...new Set([...out.keys(), ...silent.keys()])].sort().map((segment) => {
    const [before, after] = [out.get(segment), silent.get(segment)];
    return {
      segment,
      live: sized(segment, before),
      shadow: sized(segment, after),
      churn: before && after && before !== after ? churnOf(rows, segment, [before, after]) : null,
      overlap: after ? overlapsOf(rows, { id: segment, def: after }, live) : [],
    };
  });
}

function churnOf(
  rows: readonly MetricRow[],
  segment: string,
  defs: readonly [live: string, shadow: string],
): Churn | null {
  const own = rows.filter(({ def }) => def === defs.join('&'));
  const found = overlapOf(own, segment, segment);
  if (!found) return null;
  const { draws, both: stay, first: leave, second: enter, none: out } = found;
  return { draws, stay, leave, enter, out };
}

function overlapsOf(
  rows: readonly MetricRow[],
  { id, def }: { id: string; def: string },
  live: ShadowInfo['live'],
): ShadowSegment['overlap'] {
  return live.flatMap((other) => {
    if (other.id === id) return [];
    const defs = id < other.id ? `${def}&${other.def}` : `${other.def}&${def}`;
    const own = rows.filter((row) => row.def === defs);
    const found = overlapOf(own, id, other.id);
    if (!found) return [];
    const { draws, both, first: shadowOnly, second: liveOnly, none } = found;
    return [{ segment: other.id, draws, both, shadowOnly, liveOnly, none }];
  });
}
