import * as code from './code.ts';
import type { JsonValue } from './event.ts';
import { isOrdered } from './filter.ts';

type Side = -1 | 0 | 1;

/** How far a value is from meeting a comparison. */
export interface Distance {
  /** What must be added to the value; below 0 for what must be taken away. */
  readonly change: number;
  /** 0 when exactly that much does; else on which side of it the nearest number that does lies. */
  readonly side: Side;
}

/** What a value is compared with, and how far it is from holding. */
export interface Compared {
  /** The numbers that it is compared with, rising. */
  readonly thresholds: readonly number[];
  /** `null` when it holds, or when no change of a number would make it hold. */
  readonly distance: Distance | null;
}

/** A number, just below it, or just above it. */
type Place = readonly [at: number, side: Side];

/**
 * How far a value is from meeting a comparison: the nearest number for which it holds.
 *
 * @param leaf - The comparison as a program holds it.
 * @param not - Whether it is the opposite that is asked for.
 */
export function distanceOf(
  leaf: Exclude<code.LeafCode, number>,
  value: JsonValue,
  not: boolean,
): Compared {
  const [measure, answers, ...cuts] = leaf;
  if (typeof answers === 'number') {
    const isWhole = measure[0] !== code.TOTAL || (measure[3] ?? 1) === 1;
    const holds = ([at, side]: Place): boolean => {
      const stretch = cuts.filter((cut) => (side < 0 ? cut < at : cut <= at)).length;
      return !!((answers >> stretch) & 1) !== not;
    };
    return { thresholds: cuts, distance: nearest(cuts, value, holds, isWhole) };
  }
  const thresholds = [...new Set(cuts)].sort((a, b) => a - b);
  const holds = (place: Place): boolean => meets(place, answers) !== not;
  return { thresholds, distance: nearest(thresholds, value, holds, false) };
}

/** Whether a number at a place passes a filter of the value itself. */
function meets(place: Place, [op, ...args]: code.FilterCode): boolean {
  if (op === code.ALL) return (args as code.FilterCode[]).every((one) => meets(place, one));
  if (op === code.ANY) return (args as code.FilterCode[]).some((one) => meets(place, one));
  if (op === code.NOT) return !meets(place, args[0] as code.FilterCode);
  const [at, side] = place;
  const [, wanted] = args;
  if (op === code.EQ) return side === 0 && wanted === at;
  if (op === code.IN) return side === 0 && (wanted as unknown[]).includes(at);
  // What lies just beside a number is ordered by its side.
  return op < code.STARTS && isOrdered(op, wanted === at ? side : at, wanted === at ? 0 : wanted);
}

function nearest(
  thresholds: readonly number[],
  value: JsonValue,
  holds: (place: Place) => boolean,
  isWhole: boolean,
): Distance | null {
  if (typeof value !== 'number' || holds([value, 0])) return null;
  const places = thresholds.flatMap((at): Place[] =>
    isWhole
      ? [
          [Math.floor(at) - 1, 0],
          [Math.floor(at), 0],
          [Math.ceil(at), 0],
          [Math.floor(at) + 1, 0],
        ]
      : [
          [at, -1],
          [at, 0],
          [at, 1],
        ],
  );
  const far = ([at]: Place): number => Math.abs(at - value);
  const [best] = places
    .filter(holds)
    .sort((a, b) => far(a) - far(b) || Math.abs(a[1]) - Math.abs(b[1]));
  return best ? { change: best[0] - value, side: best[1] } : null;
}
