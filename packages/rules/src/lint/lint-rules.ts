import type { Rules } from '../ast.ts';
import { findCost } from './find-cost.ts';
import { findCrowd, findDocs, findReviews } from './find-docs.ts';
import { findExperiences } from './find-experiences.ts';
import { findNamespaces } from './find-namespaces.ts';
import { findNeeds } from './find-needs.ts';
import { findPairs } from './find-pairs.ts';
import { findTruth } from './find-truth.ts';
import type { Finding } from './finding.ts';
import { namesOf } from './formula.ts';

/** Segments that people can look after, unless lint is told otherwise. */
export const MOST_SEGMENTS_TO_LOOK_AFTER = 20;

/** What lint is told. */
export interface LintOptions {
  /** The day on which reviews are due and schedules have passed or not, `YYYY-MM-DD`. */
  readonly today: string;
  /** Default: 20. */
  readonly maxSegments?: number;
}

/**
 * Looks for what is allowed in a rule file and yet hardly meant.
 *
 * Its reasoning is sound and cautious: what it says of conditions holds for every history, and
 * where a rule is too involved to be sure it says nothing. The first 20,000 pairs of segments are
 * compared.
 *
 * @returns Warnings and notes, what is wrong first and what is recorded last; empty when there is
 *   nothing to say.
 * @throws RangeError when `today` is no date.
 */
export function lintRules(rules: Rules, options: LintOptions): readonly Finding[] {
  const names = namesOf(rules);
  return [
    ...findTruth(rules, names),
    ...findPairs(rules, names),
    ...findCrowd(rules, options.maxSegments ?? MOST_SEGMENTS_TO_LOOK_AFTER),
    ...findCost(rules),
    ...findDocs(rules),
    ...findReviews(rules, options.today),
    ...findExperiences(rules, options.today),
    ...findNamespaces(rules),
    ...findNeeds(rules),
  ];
}
