import type {
  Coverage,
  Flips,
  InkEvent,
  JsonValue,
  Membership,
  RecordedFrom,
} from '@inkling/engine';
import type { Rules } from '../ast.ts';
import { readHistory } from './history.ts';
import type { ZoneTable } from './local-time.ts';
import { measureValue, signalMeasure } from './measure.ts';
import type { Question } from './question.ts';
import { life, type Stretch } from './timeline.ts';
import type { Breakpoints, Standing } from './world.ts';

const DAY_MS = 86_400_000;

/** Default horizon of `flips`, ms. */
const HORIZON_MS = 400 * DAY_MS;

/** Default number of instants that `flips` gives at the most. */
const MOST = 16;

/** What an oracle may be told beyond rules and zone. */
export interface OracleOptions {
  /** Default: history is complete. */
  readonly recordedFrom?: RecordedFrom;
  /** Published breakpoints by signal; a signal without any has no percentile. */
  readonly breakpoints?: { readonly [signal: string]: Breakpoints };
}

/** All answers for one visitor at one instant. */
export interface OracleAnswers {
  /** One entry a segment, in file order. */
  readonly memberships: readonly Membership[];
  /** Value of every named signal; `null` when absent. */
  readonly values: { readonly [signal: string]: JsonValue };
  /** Every change of effective membership up to `now`, by segment, in order. */
  readonly changes: { readonly [segment: string]: Standing['changes'] };
  /** As `Engine.flips`, by segment. */
  readonly flips: { readonly [segment: string]: Flips };
  /** As `Engine.coverage`, by segment; what becomes known beyond the horizon is not told. */
  readonly coverage: { readonly [segment: string]: Coverage };
}

/** The naive full scan: slow, and written to be obviously right. */
export interface Oracle {
  /**
   * Everything there is to say at `now`. Events may come in any order; those after `now` play no
   * part.
   *
   * @param horizonMs - How far to look ahead; 400 days unless given.
   * @param most - How many flips at the most; 16 unless given.
   */
  at(events: readonly InkEvent[], now: number, horizonMs?: number, most?: number): OracleAnswers;
}

/**
 * The meaning of a rule file, computed in the most direct way.
 *
 * It shares nothing with the engine but the parsed rules and the types of what goes in and comes
 * out: every answer is found by looking at all events of the visitor, at every instant of change
 * since the first of them (`timeline.ts` says why that is right).
 */
export function createOracle(rules: Rules, zone: ZoneTable, options: OracleOptions = {}): Oracle {
  const question: Question = {
    rules,
    zone,
    recordedFrom: options.recordedFrom ?? { all: 0 },
    breakpoints: options.breakpoints ?? {},
  };
  return {
    at(events, now, horizonMs = HORIZON_MS, most = MOST) {
      const past = readHistory(events).filter((event) => event.t <= now);
      const stretches = [...life(question, past, now + horizonMs)];
      const [present, ...later] = stretches.filter(({ next }) => next > now);
      if (present === undefined) return nobody(question);
      return {
        ...answersIn(question, present, now),
        changes: bySegment(rules, (id) => present.world.standing(id).changes),
        flips: bySegment(rules, (id) => flipsOf(id, stretches.at(-1)!, now, most)),
        coverage: bySegment(rules, (id) => coverageOf(id, present, later)),
      };
    },
  };
}

function bySegment<T>(rules: Rules, of: (id: string) => T): { readonly [segment: string]: T } {
  return Object.fromEntries(rules.segments.map(({ id }) => [id, of(id)]));
}

/** Before the first event there is nobody: in no segment, and every signal absent. */
function nobody({ rules }: Question): OracleAnswers {
  return {
    memberships: rules.segments.map(({ id }) => ({
      segment: id,
      in: false,
      known: true,
      since: null,
    })),
    values: Object.fromEntries(rules.signals.map(({ id }) => [id, null])),
    changes: bySegment(rules, () => []),
    flips: bySegment(rules, () => ({ at: [], truncated: false })),
    coverage: bySegment(rules, () => ({ known: true, knownFrom: null })),
  };
}

function answersIn(
  { rules }: Question,
  { world }: Stretch,
  now: number,
): Pick<OracleAnswers, 'memberships' | 'values'> {
  // Memberships are those of the stretch; values that grow with time are those of the instant.
  const present = { ...world, now };
  return {
    memberships: rules.segments.map(({ id }) => membershipOf(id, world.standing(id))),
    values: Object.fromEntries(
      rules.signals.map(({ id }) => [
        id,
        measureValue(signalMeasure(id, rules), present) as JsonValue,
      ]),
    ),
  };
}

function membershipOf(segment: string, standing: Standing): Membership {
  return {
    segment,
    in: standing.in === true,
    known: standing.in !== null,
    since: standing.since,
  };
}

/** What the last stretch remembers of changes after `now`. */
function flipsOf(segment: string, { world }: Stretch, now: number, most: number): Flips {
  const changes = world.standing(segment).changes;
  const at = changes.map((change) => change.t).filter((t) => t > now);
  return { at: at.slice(0, most), truncated: at.length > most };
}

function coverageOf(segment: string, present: Stretch, later: readonly Stretch[]): Coverage {
  const isKnown = ({ world }: Stretch): boolean => world.standing(segment).in !== null;
  if (isKnown(present)) return { known: true, knownFrom: null };
  return { known: false, knownFrom: later.find(isKnown)?.world.now ?? null };
}
