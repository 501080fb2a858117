import type { Condition, Measure, Operand, Rules } from '../ast.ts';

/** Every comparison that stands in a condition. */
export type Compare = Extract<Condition, { kind: 'compare' }>;

/** Every comparison of a rule file's segments. */
export function comparesOf(rules: Rules): Compare[] {
  return rules.segments.flatMap((segment) => [
    ...comparesIn(segment.enter),
    ...(segment.exit === null ? [] : comparesIn(segment.exit)),
  ]);
}

/** Every comparison of a condition. */
export function comparesIn(condition: Condition): Compare[] {
  if (condition.kind === 'compare') return [condition];
  if (condition.kind === 'in') return [];
  if (condition.kind === 'not') return comparesIn(condition.of);
  return condition.of.flatMap(comparesIn);
}

/** Segments that a condition asks about by name. */
export function segmentsIn(condition: Condition): string[] {
  if (condition.kind === 'compare') return [];
  if (condition.kind === 'in') return [condition.segment];
  if (condition.kind === 'not') return segmentsIn(condition.of);
  return condition.of.flatMap(segmentsIn);
}

/** Every measure of a rule file, and every measure that one of them is made of. */
export function measuresOf(rules: Rules): Measure[] {
  const roots = [
    ...comparesOf(rules).map((compare) => compare.measure),
    ...rules.signals.map((signal) => signal.measure),
  ];
  return roots.flatMap((root) => [root, ...partsIn(root, rules)]);
}

/** The measures that a measure is made of, however deep; those behind names too. */
export function partsIn(measure: Measure, rules: Rules): Measure[] {
  const own = directParts(measure, rules);
  return own.flatMap((part) => [part, ...partsIn(part, rules)]);
}

function directParts(measure: Measure, rules: Rules): Measure[] {
  const operands = (of: readonly Operand[]): Measure[] => of.filter((o) => o.kind !== 'number');
  switch (measure.kind) {
    case 'ratio':
    case 'difference':
      return operands([measure.left, measure.right]);
    case 'trend':
      return [measure.of];
    case 'strongest':
      return measure.of.map(({ measure: of }) => of);
    case 'percentile':
    case 'signal':
      return rules.signals.filter((s) => s.id === measure.signal).map((s) => s.measure);
    case 'model':
      return operands(rules.models.find((m) => m.id === measure.model)?.inputs ?? []);
    default:
      return [];
  }
}
