import type { Condition, EventMatch, Filter, Measure, Operand, Rules } from '../ast.ts';

/** The conditions of a tree with their paths, the tree itself first. */
export function* conditionsIn(
  condition: Condition,
  path: string,
): Generator<readonly [condition: Condition, path: string]> {
  yield [condition, path];
  switch (condition.kind) {
    case 'all':
    case 'any':
      for (const [i, one] of condition.of.entries()) {
        yield* conditionsIn(one, `${path}.${condition.kind}[${i}]`);
      }
      break;
    case 'atLeast':
      for (const [i, one] of condition.of.entries()) yield* conditionsIn(one, `${path}.of[${i}]`);
      break;
    case 'not':
      yield* conditionsIn(condition.of, `${path}.not`);
      break;
    case 'in':
    case 'compare':
      break;
  }
}

/** Every condition of the file with its path. */
export function* allConditions(
  rules: Rules,
): Generator<readonly [condition: Condition, path: string]> {
  for (const { id, enter, exit } of rules.segments) {
    yield* conditionsIn(enter, `segments.${id}.enter`);
    if (exit !== null) yield* conditionsIn(exit, `segments.${id}.exit`);
  }
}

/** A measure and those inside it. */
export function* measuresIn(measure: Measure | Operand): Generator<Measure> {
  if (measure.kind === 'number') return;
  yield measure;
  switch (measure.kind) {
    case 'ratio':
    case 'difference':
      yield* measuresIn(measure.left);
      yield* measuresIn(measure.right);
      break;
    case 'trend':
      yield* measuresIn(measure.of);
      break;
    case 'strongest':
      for (const one of measure.of) yield* measuresIn(one.measure);
      break;
  }
}

/** Every measure of the file: in segments, signals and models. */
export function* allMeasures(rules: Rules): Generator<Measure> {
  for (const [condition] of allConditions(rules)) {
    if (condition.kind === 'compare') yield* measuresIn(condition.measure);
  }
  for (const { measure } of rules.signals) yield* measuresIn(measure);
  for (const { inputs } of rules.models) for (const input of inputs) yield* measuresIn(input);
}

/** The params that a filter looks at, by the first part of their path. */
export function paramsOf(filter: Filter | null): readonly string[] {
  if (filter === null) return [];
  switch (filter.kind) {
    case 'all':
    case 'any':
      return filter.of.flatMap(paramsOf);
    case 'not':
      return paramsOf(filter.of);
    case 'field':
      return filter.field.startsWith('@') ? [] : [rootOf(filter.field)];
  }
}

/** `items` of `items.brand`. */
export function rootOf(field: string): string {
  return field.split('.')[0] ?? field;
}

/** Which events a measure reads, and the params it reads of each. */
export interface Reads {
  readonly event: EventMatch;
  readonly params: readonly string[];
}
