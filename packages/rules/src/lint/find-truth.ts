import type { Condition, Rules } from '../ast.ts';
import { writtenSegments } from '../cells.ts';
import { describe } from '../words/describe.ts';
import { type WordOptions, wordOptions } from '../words/options.ts';
import { canHold, casesOf } from './feasible.ts';
import type { Finding } from './finding.ts';
import { formulaOf, type Names } from './formula.ts';
import { conditionsIn } from './walk.ts';

/** Conditions that no visitor, or every visitor, meets. */
export function findTruth(rules: Rules, names: Names): readonly Finding[] {
  const told = (root: Condition, path: string) => inTree(root, path, names, wordOptions(rules));
  return writtenSegments(rules).flatMap(({ id, enter, exit }) => [
    ...told(enter, `segments.${id}.enter`),
    ...(exit === null ? [] : told(exit, `segments.${id}.exit`)),
  ]);
}

/** The outermost faults of a tree, and inside them the leaves that cause them. */
function inTree(
  root: Condition,
  path: string,
  names: Names,
  options: WordOptions,
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [condition, here] of conditionsIn(root, path)) {
    const isRoot = condition === root;
    if (!isRoot && condition.kind !== 'compare') continue;
    const found = inOne(condition, here, names, options);
    if (found !== null) findings.push(found);
  }
  return findings;
}

function inOne(
  condition: Condition,
  path: string,
  names: Names,
  options: WordOptions,
): Finding | null {
  const words = describe(condition, options);
  if (!canHold(casesOf(formulaOf(condition, names)))) {
    const repair =
      'Check the thresholds and windows against each other: no history meets them all.';
    return { code: 'never-true', level: 'warning', path, words: `Never true: ${words}.`, repair };
  }
  if (!canHold(casesOf(formulaOf(condition, names, true)))) {
    const repair = 'Leave it out, or ask for more: every history meets it.';
    return { code: 'always-true', level: 'warning', path, words: `Always true: ${words}.`, repair };
  }
  return null;
}
