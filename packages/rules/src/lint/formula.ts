import type { Condition, Measure, Rules, SegmentRule, ValueTest } from '../ast.ts';
import { domainOf } from './domain.ts';
import { both, passing, type ValueSet, without } from './value-set.ts';

/** A condition as pure logic over leaves, with negation pushed down to them. */
export type Formula = { readonly kind: 'all' | 'any'; readonly of: readonly Formula[] } | Literal;

/** Something that is true or false by itself, on the side that it must be on. */
export interface Literal {
  readonly kind: 'leaf';
  /** The same for the same measure, or for the same thing whose inside is not looked at. */
  readonly key: string;
  readonly negated: boolean;
  /** The measure and the values that it may have; `null` where only equal leaves are compared. */
  readonly values: { readonly measure: Measure; readonly allowed: ValueSet } | null;
}

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
      return { kind: 'leaf', key: JSON.stringify(condition), negated, values: null };
    }
    case 'compare': {
      const measure = resolve(condition.measure, names);
      const key = JSON.stringify(measure);
      const leaves = condition.tests.map((test) => literalOf(measure, key, test, negated));
      return combine(negated ? 'any' : 'all', leaves);
    }
  }
}

function literalOf(measure: Measure, key: string, test: ValueTest, negated: boolean): Literal {
  const domain = domainOf(measure);
  const passed = passing(test, domain);
  if (passed === null) {
    return { kind: 'leaf', key: key + JSON.stringify(test), negated, values: null };
  }
  const allowed = negated ? both(domain, without(passed)) : passed;
  return { kind: 'leaf', key, negated, values: { measure, allowed } };
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
