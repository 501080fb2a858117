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
import { lengthsOf } from './instants.ts';
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
}

/** The naive full scan: slow, and written to be obviously right. */
export interface Oracle {
  /**
   * Memberships and values at each of `instants`, in their order. Events may come in any order;
   * those after an instant play no part in its answers.
   */
  at(events: readonly InkEvent[], instants: readonly number[]): OracleAnswers[];
  /** The instants after `now`, as `Engine.flips` has them. */
  flips(
    segment: string,
    events: readonly InkEvent[],
    now: number,
    horizonMs?: number,
    most?: number,
  ): Flips;
  /** As `Engine.coverage`; what becomes known later than `horizonMs` from now is not told. */
  coverage(segment: string, events: readonly InkEvent[], now: number, horizonMs?: number): Coverage;
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
    at: (events, instants) => answersAt(question, events, instants),
    flips: (segment, events, now, horizonMs = HORIZON_MS, most = MOST) =>
      flipsAfter(question, { segment, events, now, horizonMs, most }),
    coverage: (segment, events, now, horizonMs = HORIZON_MS + longest(question)) =>
      coverageAt(question, { segment, events, now, horizonMs, most: 1 }),
  };
}

function answersAt(
  question: Question,
  events: readonly InkEvent[],
  instants: readonly number[],
): OracleAnswers[] {
  const history = readHistory(events);
  const stretches = [...life(question, history, Math.max(...instants))];
  return instants.map((now) => {
    const stretch = stretches.find(({ world, next }) => world.now <= now && now < next);
    return stretch === undefined ? nobody(question) : answersIn(question, stretch, now);
  });
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
  };
}

function answersIn({ rules }: Question, { world }: Stretch, now: number): OracleAnswers {
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

interface FlipsQuestion {
  readonly segment: string;
  readonly events: readonly InkEvent[];
  readonly now: number;
  readonly horizonMs: number;
  readonly most: number;
}

function flipsAfter(question: Question, asked: FlipsQuestion): Flips {
  const { segment, now, horizonMs, most } = asked;
  const past = readHistory(asked.events).filter((event) => event.t <= now);
  const last = [...life(question, past, now + horizonMs)].at(-1);
  const changes = last?.world.standing(segment).changes ?? [];
  const at = changes.map((change) => change.t).filter((t) => t > now);
  return { at: at.slice(0, most), truncated: at.length > most };
}

/** The longest time that a rule looks back: after that, every window has left what was before. */
function longest(question: Question): number {
  return Math.max(0, ...lengthsOf(question));
}

function coverageAt(question: Question, asked: FlipsQuestion): Coverage {
  const { segment, now, horizonMs } = asked;
  const past = readHistory(asked.events).filter((event) => event.t <= now);
  const stretches = [...life(question, past, now + horizonMs)].filter(({ next }) => next > now);
  const isKnown = ({ world }: Stretch): boolean => world.standing(segment).in !== null;
  if (stretches.length === 0 || isKnown(stretches[0]!)) return { known: true, knownFrom: null };
  const later = stretches.slice(1).find(isKnown);
  return { known: false, knownFrom: later?.world.now ?? null };
}
