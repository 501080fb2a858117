import type { ExplainNode, Explanation } from '@inkling/engine/explain';
import type { ExplainedCondition, ExplainedSegment } from '@inkling/rules';
import { isoInstant } from '../output/words.ts';

/** One segment as `inkling explain --json` prints it; instants are ISO 8601. */
export function explainJson(found: Explanation, told: ExplainedSegment) {
  const { segment, known, since, until, heldUntil, takenBy } = found;
  return {
    segment,
    in: found.in,
    known,
    since: isoInstant(since),
    until: isoInstant(until),
    heldUntil: isoInstant(heldUntil),
    takenBy,
    text: told.words,
    enter: conditionJson(told.enter),
    exit: told.exit && conditionJson(told.exit),
  };
}

interface ConditionJson {
  readonly text: string;
  /** `null` when it is not known. */
  readonly holds: boolean | null;
  readonly until: string | null;
  readonly found: string | null;
  readonly of: readonly ConditionJson[];
}

function conditionJson({ asked, found, node, of }: ExplainedCondition): ConditionJson {
  return {
    text: asked,
    holds: node.holds,
    until: isoInstant(node.until),
    found,
    ...(node.kind === 'compare' && comparedJson(node)),
    of: of.map(conditionJson),
  };
}

function comparedJson(node: Extract<ExplainNode, { kind: 'compare' }>) {
  const { value, atLeast, thresholds, distance, events } = node;
  return {
    value,
    atLeast,
    thresholds,
    distance,
    events: events.map(({ t, type }) => ({ at: isoInstant(t), type })),
  };
}
