import type { JsonValue } from '@inkling/engine';

/** What is asked of a backtest, in the program's numbers. */
export interface Asked {
  /** Instants to evaluate at, ms since the epoch, rising; at least one. The last is the main one. */
  readonly at: readonly number[];
  /** Place in `at` of the instant that stability compares with the last; `null` for none. */
  readonly stableSince: number | null;
  /** Whether nobody asked for that instant but stability. */
  readonly stableIsHidden: boolean;
  readonly segments: number;
  readonly conversions: number;
  readonly signals: number;
  readonly members: boolean;
  readonly values: boolean;
  readonly numbers: boolean;
  readonly sessions: boolean;
}

/** One session of one visitor: first and last event, ms since the epoch. */
export interface SessionSpan {
  readonly start: number;
  readonly end: number;
  readonly events: number;
}

/** Where one visitor stood at one instant. */
export interface Snapshot {
  readonly events: number;
  readonly sessions: number;
  /** Numbers of the segments that the visitor is in, rising. */
  readonly in: readonly number[];
  /** Numbers of the segments whose answer is unknown. */
  readonly unknown: readonly number[];
  /** Value of each signal; empty when nobody asked. */
  readonly values: readonly JsonValue[];
}

/** A conversion, and the segments that the visitor was in just before it. */
export interface Converted {
  readonly conversion: number;
  readonly value: number;
  readonly in: readonly number[];
}

/** A change of membership on a day of the site's zone. */
export interface DatedChange {
  readonly day: string;
  readonly segment: number;
  readonly in: boolean;
}

/** All that a backtest keeps of one visitor. */
export interface VisitorResult {
  readonly visitor: string;
  /** One entry for each asked instant; `null` where the visitor was nobody yet. */
  readonly at: readonly (Snapshot | null)[];
  readonly changes: readonly DatedChange[];
  readonly conversions: readonly Converted[];
  readonly sessions: readonly SessionSpan[];
  /** Events after the last asked instant. */
  readonly later: number;
}

/** Sums of one instant. */
export interface InstantTally {
  visitors: number;
  events: number;
  sessions: number;
  readonly size: number[];
  readonly unknown: number[];
}

/** Conversions of one kind, of everybody or of those in one segment at the time. */
export interface ConversionTally {
  count: number;
  visitors: number;
  value: number;
}

/** Sums over visitors; two tallies of different visitors add up with `mergeTally`. */
export interface Tally {
  readonly at: readonly InstantTally[];
  later: number;
  /** Visitors in both segments at the last instant, at `a * segments + b` for a <= b. */
  readonly both: number[];
  /** By segment: those in at the earlier instant of stability, and those of them still in. */
  readonly before: number[];
  readonly stayed: number[];
  /** By segment: visitors ever in, up to the last instant. */
  readonly ever: number[];
  /** By day: `2 * segment` entered, `2 * segment + 1` left. */
  readonly days: Map<string, number[]>;
  /** By `segment * conversions + conversion`; everybody stands last. */
  readonly converted: readonly ConversionTally[];
  readonly members: readonly string[][];
  readonly values: (readonly [visitor: string, values: readonly JsonValue[]])[];
  readonly numbers: readonly number[][];
  readonly sessions: (readonly [visitor: string, spans: readonly SessionSpan[]])[];
}

/** Makes a tally of nobody. */
export function createTally(asked: Asked): Tally {
  const { segments, conversions } = asked;
  const zeros = (length: number): number[] => new Array<number>(length).fill(0);
  return {
    at: asked.at.map(() => ({
      visitors: 0,
      events: 0,
      sessions: 0,
      size: zeros(segments),
      unknown: zeros(segments),
    })),
    later: 0,
    both: zeros(segments * segments),
    before: zeros(segments),
    stayed: zeros(segments),
    ever: zeros(segments),
    days: new Map(),
    converted: Array.from({ length: (segments + 1) * conversions }, () => ({
      count: 0,
      visitors: 0,
      value: 0,
    })),
    members: Array.from({ length: segments }, () => []),
    values: [],
    numbers: Array.from({ length: asked.numbers ? asked.signals : 0 }, () => []),
    sessions: [],
  };
}
