import type { Measure } from '../ast.ts';
import { containsEvents, isAtLeast } from './contains.ts';
import type { Formula, Literal } from './formula.ts';
import { both, bounds, isEmpty, sideOf, type ValueSet } from './value-set.ts';

const MOST_CASES = 256;

/** Alternatives, each a list of literals that must all hold; `null` when there are too many. */
export type Cases = readonly (readonly Literal[])[] | null;

/**
 * Whether alternatives can hold for some visitor.
 *
 * @returns False only when it is certain that they never can.
 */
export function canHold(cases: Cases): boolean {
  return cases === null || cases.some(isFeasible);
}

/** Whether one of the first and one of the second can hold at once; as cautious as `canHold`. */
export function canHoldTogether(a: Cases, b: Cases): boolean {
  if (a === null || b === null) return true;
  return a.some((one) => b.some((other) => isFeasible([...one, ...other])));
}

/** Spells a formula out into alternatives. */
export function casesOf(formula: Formula | null): Cases {
  if (formula === null) return null;
  if (formula.kind === 'leaf') return [[formula]];
  const parts = formula.of.map(casesOf);
  if (!parts.every((part) => part !== null)) return null;
  if (formula.kind === 'any') {
    const all = parts.flat();
    return all.length > MOST_CASES ? null : all;
  }
  let product: readonly (readonly Literal[])[] = [[]];
  for (const part of parts) {
    if (product.length * part.length > MOST_CASES) return null;
    product = product.flatMap((left) => part.map((right) => [...left, ...right]));
  }
  return product;
}

interface Known {
  readonly measure: Measure;
  readonly values: ValueSet;
}

function isFeasible(literals: readonly Literal[]): boolean {
  const opaque = new Map<string, boolean>();
  const known = new Map<string, Known>();
  for (const { key, negated, values } of literals) {
    if (values === null) {
      // A leaf whose inside is not looked at cannot be both true and false.
      if ((opaque.get(key) ?? negated) !== negated) return false;
      opaque.set(key, negated);
      continue;
    }
    const before = known.get(key);
    const allowed = before ? both(before.values, values.allowed) : values.allowed;
    if (isEmpty(allowed)) return false;
    known.set(key, { measure: values.measure, values: allowed });
  }
  const all = [...known.values()];
  return all.every((one) => all.every((other) => one === other || agree(one, other)));
}

/** Whether two measures can have their values at once. */
function agree(one: Known, other: Known): boolean {
  if (isAtLeast(one.measure, other.measure)) {
    const [outer, inner] = [bounds(one.values), bounds(other.values)];
    if (outer && inner && outer.most < inner.least) return false;
  }
  return agreeOnLast(one, other);
}

/** The last event is younger than w exactly when the window w counts it. */
function agreeOnLast(since: Known, count: Known): boolean {
  if (since.measure.kind !== 'since-last' || count.measure.kind !== 'count') return true;
  const { window } = count.measure;
  if (since.measure.window.kind !== 'ever') return true;
  const wide = containsEvents(since.measure.event, count.measure.event);
  const narrow = containsEvents(count.measure.event, since.measure.event);
  const tally = bounds(count.values);
  if (tally === null || (window.kind !== 'rolling' && window.kind !== 'ever')) return true;
  const endMs = window.kind === 'rolling' ? window.fromMs : Infinity;
  if (tally.least >= 1 && wide) {
    return !isEmpty(both(since.values, sideOf(endMs, 'below', false)));
  }
  const recent = window.kind === 'ever' || window.toMs === 0;
  if (tally.most === 0 && narrow && recent) {
    return !isEmpty(both(since.values, sideOf(endMs, 'from', true)));
  }
  return true;
}
