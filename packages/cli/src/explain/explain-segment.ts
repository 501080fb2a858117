import type { Engine, InkEvent, JsonValue, Population } from '@inkling/engine';
import { compileRules, describe, type Rules, type SegmentRule } from '@inkling/rules';
import { openEngine } from '../history/open-engine.ts';
import { isoInstant } from '../output/words.ts';
import { deriveRules, type Node } from './derive-rules.ts';
import { wordDistance } from './word-distance.ts';

/** Why a visitor is in a segment or not, at an instant. */
export interface Explanation {
  readonly segment: string;
  readonly in: boolean;
  /** False when the answer could differ because of time before recording. */
  readonly known: boolean;
  readonly since: string | null;
  /** When the membership changes if nothing more happens; `null` for not within 400 days. */
  readonly until: string | null;
  readonly enter: ExplainedCondition;
  /** `null` when the segment has no exit of its own. */
  readonly exit: ExplainedCondition | null;
}

/** One condition, whether it holds, and what decides it. */
export interface ExplainedCondition {
  readonly kind: 'all' | 'any' | 'not' | 'atLeast' | 'compare' | 'in';
  /** In plain English. */
  readonly text: string;
  readonly holds: boolean;
  readonly known: boolean;
  /** When that changes if nothing more happens. */
  readonly until: string | null;
  /** The compared value, `null` when absent; missing where nothing is compared. */
  readonly value?: JsonValue;
  /** How far the value is from holding, in words; missing when it holds or cannot be said. */
  readonly distance?: string;
  /** The newest events that the value is made of, at most five, the newest first. */
  readonly events?: readonly ExplainedEvent[];
  readonly of: readonly ExplainedCondition[];
}

export interface ExplainedEvent {
  readonly at: string;
  readonly type: string;
}

/** What is asked. */
export interface ExplainOptions {
  /** In the engine's order, with sessions. */
  readonly history: readonly InkEvent[];
  /** Ms since the epoch. */
  readonly at: number;
  /** Since when history is known, ms since the epoch; `null` for complete history. */
  readonly recordedFrom: number | null;
  readonly population: Population;
}

const MOST_EVENTS = 5;

/** Explains one segment by running the engine on its parts. */
export function explainSegment(
  rules: Rules,
  segment: SegmentRule,
  { history, at, recordedFrom, population }: ExplainOptions,
): Explanation {
  const derived = deriveRules(rules, segment);
  const program = compileRules(derived.rules);
  const engine = openEngine(
    program,
    recordedFrom === null ? null : { all: recordedFrom },
    population,
  );
  const events = trackEvents(engine, [derived.enter, derived.exit]);
  for (const event of history) {
    if (event.t > at) break;
    engine.add(event);
    events.after(event);
  }
  engine.advance(at);
  const explain = (node: Node): ExplainedCondition => {
    const { condition, value: signal, matches } = node;
    const standing = standingOf(engine, node.segment);
    const value = signal === null ? undefined : engine.value(signal);
    const distance =
      condition.kind === 'compare' && !standing.in && standing.known
        ? wordDistance(condition, value ?? null)
        : null;
    return {
      kind: condition.kind,
      text: describe(condition, { timezone: rules.timezone }),
      holds: standing.in,
      known: standing.known,
      until: untilOf(engine, node.segment),
      ...(value !== undefined && { value }),
      ...(distance !== null && { distance }),
      ...(matches !== null && { events: events.of(matches) }),
      of: node.of.map(explain),
    };
  };
  const own = standingOf(engine, segment.id);
  return {
    segment: segment.id,
    in: own.in,
    known: own.known,
    since: isoInstant(own.since),
    until: untilOf(engine, segment.id),
    enter: explain(derived.enter),
    exit: derived.exit && explain(derived.exit),
  };
}

function standingOf(engine: Engine, segment: string) {
  const found = engine.memberships().find((membership) => membership.segment === segment);
  if (found === undefined) throw new Error(`The engine knows no segment ${segment}.`);
  return found;
}

function untilOf(engine: Engine, segment: string): string | null {
  return isoInstant(engine.flips(segment).at[0] ?? null);
}

/** Remembers which events raised which count. */
function trackEvents(engine: Engine, roots: readonly (Node | null)[]) {
  const counts = new Map<string, number>();
  const seen = new Map<string, ExplainedEvent[]>();
  const collect = (node: Node): void => {
    if (node.matches !== null) seen.set(node.matches, []);
    node.of.forEach(collect);
  };
  for (const root of roots) if (root !== null) collect(root);
  return {
    after({ t, type }: InkEvent): void {
      for (const [signal, events] of seen) {
        const count = Number(engine.value(signal) ?? 0);
        if (count > (counts.get(signal) ?? 0)) {
          events.unshift({ at: isoInstant(t) as string, type });
          events.length = Math.min(events.length, MOST_EVENTS);
        }
        counts.set(signal, count);
      }
    },
    of: (signal: string): readonly ExplainedEvent[] => seen.get(signal) ?? [],
  };
}
