import type { Condition, Measure, Rules, SegmentRule, ValueTest } from '../ast.ts';

/** A condition as pure logic over leaves, with negation pushed down to them. */
export type Formula =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Formula[] }
  | { readonly kind: 'leaf'; readonly leaf: Leaf; readonly negated: boolean };

/** Something that is true or false by itself. */
export type Leaf =
  | { readonly kind: 'compare'; readonly measure: Measure; readonly test: ValueTest }
  | { readonly kind: 'in'; readonly segment: string };

/** Most parts that `atLeast` may be spelled out into. */
const MOST_CHOICES = 64;

/** Looks up what names stand for. */
export interface Names {
  /** The segment, when its membership is exactly its `enter`. */
  readonly plain: ReadonlyMap<string, SegmentRule>;
  readonly signals: ReadonlyMap<string, Measure>;
}

/** The names of a file; a segment in a group, latched or held by a dwell stands for itself. */
export function namesOf(rules: Rules): Names {
  const grouped = new Set(rules.groups.flatMap(({ segments }) => segments));
  const plain = rules.segments.filter((one) => isPlain(one) && !grouped.has(one.id));
  return {
    plain: new Map(plain.map((one) => [one.id, one])),
    signals: new Map(rules.signals.map(({ id, measure }) => [id, measure])),
  };
}

/** Whether a segment is in exactly while `enter` holds, its group aside. */
export function isPlain({ exit, dwellMs }: SegmentRule): boolean {
  return exit === null && dwellMs === 0;
}

/**
 * Spells a condition out.
 *
 * @returns `null` when it would grow too large to reason about.
 */
export function formulaOf(condition: Condition, names: Names, negated = false): Formula | null {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const kind = (condition.kind === 'all') === negated ? 'any' : 'all';
      return combine(
        kind,
        condition.of.map((one) => formulaOf(one, names, negated)),
      );
    }
    case 'not':
      return formulaOf(condition.of, names, !negated);
    case 'atLeast': {
      // Not at least n of m: at least m − n + 1 are false.
      const need = negated ? condition.of.length - condition.n + 1 : condition.n;
      const parts = condition.of.map((one) => formulaOf(one, names, negated));
      const chosen = choices(parts, need);
      return (
        chosen &&
        combine(
          'any',
          chosen.map((some) => combine('all', some)),
        )
      );
    }
    case 'in': {
      const segment = names.plain.get(condition.segment);
      if (segment !== undefined) return formulaOf(segment.enter, names, negated);
      return { kind: 'leaf', leaf: condition, negated };
    }
    case 'compare': {
      const measure = resolve(condition.measure, names);
      const leaves = condition.tests.map((test): Formula => {
        return { kind: 'leaf', leaf: { kind: 'compare', measure, test }, negated };
      });
      return combine(negated ? 'any' : 'all', leaves);
    }
  }
}

function resolve(measure: Measure, { signals }: Names): Measure {
  let found = measure;
  while (found.kind === 'signal') {
    const next = signals.get(found.signal);
    if (next === undefined) return found;
    found = next;
  }
  return found;
}

function combine(kind: 'all' | 'any', of: readonly (Formula | null)[]): Formula | null {
  return of.every((one) => one !== null) ? { kind, of } : null;
}

/** Every way to take `need` of the parts; `null` when there are too many. */
function choices<T>(parts: readonly T[], need: number): readonly (readonly T[])[] | null {
  let some: (readonly T[])[] = [[]];
  for (const [i, part] of parts.entries()) {
    const left = parts.length - i - 1;
    some = some.flatMap((taken) => {
      const keep = taken.length + left >= need ? [taken] : [];
      return taken.length < need ? [...keep, [...taken, part]] : [taken];
    });
    if (some.length > MOST_CHOICES) return null;
  }
  return some.filter((taken) => taken.length === need);
}
