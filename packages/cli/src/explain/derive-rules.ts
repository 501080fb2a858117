import type { Condition, EventMatch, Measure, Rules, SegmentRule, Signal } from '@inkling/rules';

/** A condition of a segment, and under which names a derived rule file answers for it. */
export interface Node {
  readonly condition: Condition;
  /** Segment that a visitor is in exactly while the condition holds. */
  readonly segment: string;
  /** Signal with the compared value; `null` for conditions that compare nothing. */
  readonly value: string | null;
  /** Signal that counts the events behind the value; `null` where no events are. */
  readonly matches: string | null;
  readonly of: readonly Node[];
}

/** A rule file with a segment for every condition, and the conditions of the asked segment. */
export interface DerivedRules {
  readonly rules: Rules;
  readonly enter: Node;
  /** `null` when the segment has no exit of its own. */
  readonly exit: Node | null;
}

/**
 * Gives every condition of a segment a segment of its own, so that the engine itself says which
 * hold, and until when. Names in files never hold a blank, so these cannot clash.
 */
export function deriveRules(rules: Rules, segment: SegmentRule): DerivedRules {
  const segments: SegmentRule[] = [];
  const signals: Signal[] = [];
  const add = (condition: Condition): Node => {
    const name = `explain ${segments.length}`;
    segments.push({ ...segment, id: name, enter: condition, exit: null, dwellMs: 0 });
    const measure = condition.kind === 'compare' ? condition.measure : null;
    const match = measure && matchOf(measure, rules);
    const value = measure && `${name} value`;
    const matches = match && `${name} matches`;
    if (measure && value) signals.push({ id: value, measure });
    if (match && matches) {
      signals.push({
        id: matches,
        measure: { kind: 'count', event: match, window: { kind: 'ever' } },
      });
    }
    return { condition, segment: name, value, matches, of: childrenOf(condition).map(add) };
  };
  const enter = add(segment.enter);
  const exit = segment.exit && add(segment.exit);
  return {
    rules: {
      ...rules,
      segments: [...rules.segments, ...segments],
      signals: [...rules.signals, ...signals],
    },
    enter,
    exit,
  };
}

function childrenOf(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
    case 'atLeast':
      return condition.of;
    case 'not':
      return [condition.of];
    default:
      return [];
  }
}

/** The events that a measure looks at; `null` where it looks at other measures or pages. */
function matchOf(measure: Measure, rules: Rules): EventMatch | null {
  if (measure.kind === 'signal') {
    const named = rules.signals.find(({ id }) => id === measure.signal);
    return named === undefined ? null : matchOf(named.measure, rules);
  }
  if ('event' in measure) return measure.event;
  if (measure.kind === 'revenue') return { types: ['purchase', 'refund'], where: measure.where };
  return measure.kind === 'engaged' ? { types: ['user_engagement'], where: null } : null;
}
