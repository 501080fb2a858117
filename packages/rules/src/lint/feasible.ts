import type { Measure } from '../ast.ts';
import { containsEvents, isAtLeast } from './contains.ts';
import { domainOf } from './domain.ts';
import type { Formula, Leaf } from './formula.ts';
import { both, bounds, isEmpty, passing, sideOf, type ValueSet, without } from './value-set.ts';

const MOST_CASES = 256;

/** One leaf with the side it must be on. */
interface Literal {
  readonly leaf: Leaf;
  readonly negated: boolean;
}

/**
 * Whether a formula can hold for some visitor.
 *
 * @returns False only when it is certain that it never can.
 */
export function canHold(formula: Formula | null): boolean {
  if (formula === null) return true;
  const cases = casesOf(formula);
  return cases === null || cases.some(isFeasible);
}

/** Alternatives, each a list of literals that must all hold; `null` when there are too many. */
function casesOf(formula: Formula): readonly (readonly Literal[])[] | null {
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
  values: ValueSet;
}

function isFeasible(literals: readonly Literal[]): boolean {
  const opaque = new Map<string, boolean>();
  const known = new Map<string, Known>();
  for (const literal of literals) {
    const sound = take(literal, known) ?? takeOpaque(literal, opaque);
    if (!sound) return false;
  }
  const all = [...known.values()];
  return all.every((one) => all.every((other) => one === other || agree(one, other)));
}

/** Narrows the values of the literal's measure; `null` when the literal is not about values. */
function take({ leaf, negated }: Literal, known: Map<string, Known>): boolean | null {
  if (leaf.kind === 'in') return null;
  const domain = domainOf(leaf.measure);
  const passed = passing(leaf.test, domain);
  if (passed === null) return null;
  const allowed = negated ? both(domain, without(passed)) : passed;
  const key = JSON.stringify(leaf.measure);
  const before = known.get(key);
  const values = before ? both(before.values, allowed) : allowed;
  known.set(key, { measure: leaf.measure, values });
  return !isEmpty(values);
}

/** A leaf whose inside is not looked at cannot be both true and false. */
function takeOpaque({ leaf, negated }: Literal, opaque: Map<string, boolean>): boolean {
  const key = JSON.stringify(leaf);
  const before = opaque.get(key);
  opaque.set(key, negated);
  return before === undefined || before === negated;
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
