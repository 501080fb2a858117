import type { Condition, Measure } from '../ast.ts';
import { wordCondition } from './condition.ts';
import { wordMeasure } from './measure.ts';
import type { WordOptions } from './options.ts';

const CONDITIONS: ReadonlySet<string> = new Set<Condition['kind']>([
  'all',
  'any',
  'not',
  'atLeast',
  'compare',
  'in',
]);

/**
 * A condition or a measure in plain English, such as "Viewed 3 or more pages where section is
 * politics in the last 30 days and is not in subscribers".
 */
export function describe(what: Condition | Measure, options: WordOptions = {}): string {
  const words = isCondition(what) ? wordCondition(what, options) : wordMeasure(what, options);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function isCondition(what: Condition | Measure): what is Condition {
  return CONDITIONS.has(what.kind);
}
