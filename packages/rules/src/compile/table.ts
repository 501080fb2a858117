import { type Code, codes } from '@inkling/engine';
import type { ActivationProgram } from '@inkling/engine/assign';
import type { Rules } from '../ast.ts';

type Row<K extends keyof Code> = Code[K][number];
/** A stream before it is known what must be recorded for it. */
type StreamRow = readonly [matcher: number | readonly number[], kind?: number, field?: string];

/** The growing tables of a program; equal rows are written once. */
export interface Tables {
  readonly rules: Rules;
  readonly matcher: (row: Row<'m'>) => number;
  readonly stream: (row: StreamRow) => number;
  readonly leaf: (row: Row<'l'>) => number;
  readonly rows: { readonly m: Row<'m'>[]; readonly s: StreamRow[]; readonly l: Row<'l'>[] };
  /** How long events of each type are needed, ms; `Infinity` for ever. */
  readonly keeps: Map<string, number>;
  /** Number of a segment. */
  readonly segment: (id: string) => number;
  /**
   * What the measure that is being compiled hangs on: streams, `~segment` for the state of a
   * segment, and {@link SESSION}. Whoever compiles a comparison empties it before.
   */
  readonly hangsOn: Set<number>;
  /** What each leaf hangs on. */
  readonly hanging: (readonly number[])[];
}

/** What changes with the session hangs on this. */
export const SESSION = Number.NEGATIVE_INFINITY;

export function createTables(rules: Rules): Tables {
  const rows: Tables['rows'] = { m: [], s: [], l: [] };
  const numbers = new Map(rules.segments.map(({ id }, i) => [id, i]));
  const numberer = <T>(list: T[]): ((row: T) => number) => {
    const seen = new Map<string, number>();
    return (row) => {
      const key = JSON.stringify(row);
      const found = seen.get(key);
      if (found !== undefined) return found;
      seen.set(key, list.length);
      return list.push(row) - 1;
    };
  };
  const hangsOn = new Set<number>();
  const stream = numberer(rows.s);
  return {
    rules,
    hangsOn,
    hanging: [],
    matcher: numberer(rows.m),
    stream(row) {
      const number = stream(row);
      hangsOn.add(number);
      return number;
    },
    leaf: numberer(rows.l),
    rows,
    keeps: new Map(),
    segment(id) {
      const number = numbers.get(id);
      if (number === undefined) throw new Error(`No segment ${id}: the rules were not checked.`);
      return number;
    },
  };
}

/** Whether a program needs the second chunk, for any kind that the core does not know. */
export function needsExtra(
  { rows }: Tables,
  measures: readonly unknown[],
  { meters = [] }: ActivationProgram,
): boolean {
  return (
    meters.some(([, , , , pages]) => isExtraFilter(pages)) ||
    rows.m.some(([, filter]) => isExtraFilter(filter)) ||
    rows.s.some(([, kind = codes.COUNT]) => kind > codes.PER_SESSION) ||
    measures.some(isExtraMeasure)
  );
}

function isExtraFilter(filter: unknown): boolean {
  if (!Array.isArray(filter)) return false;
  const [op, ...of] = filter as [number, ...unknown[]];
  return op <= codes.NOT ? of.some(isExtraFilter) : op > codes.STARTS;
}

function isExtraMeasure(measure: unknown): boolean {
  if (!Array.isArray(measure)) return false;
  const [kind, , window] = measure as [number, unknown, [number]];
  return kind >= codes.MEASURE_EXTRA || window[0] > codes.CALENDAR;
}
