/**
 * The parsed form of a rule file: what `parseRules` returns, and all that the compiler, the
 * oracle, lint, explain and diff may read. Every shorthand of the file is spelled out here:
 * durations are milliseconds, filters are trees, references are checked.
 */

import type { JsonValue, SessionRules } from '@inkling/engine';
import type { ActivationRules } from './activation.ts';

/** A whole rule file. */
export interface Rules extends ActivationRules {
  readonly format: 1;
  readonly site: string;
  /** IANA zone that days, weeks and months follow. */
  readonly timezone: string;
  /** ISO 4217; money in any other currency is left out of `revenue` and counted. */
  readonly currency: string;
  readonly session: SessionRules;
  readonly record: RecordRules;
  /** In file order. */
  readonly conversions: readonly Conversion[];
  /** In file order; a signal may use earlier and later ones, but no cycle exists. */
  readonly signals: readonly Signal[];
  /** In file order; then the cells that groups name for visitors in none of theirs. */
  readonly segments: readonly SegmentRule[];
  readonly groups: readonly GroupRule[];
  /** Weights that the `model` measure names. */
  readonly models: readonly Model[];
}

/** The baseline of what is kept whatever the rules need. */
export interface RecordRules {
  /** Event types kept although no rule needs them. */
  readonly types: readonly string[];
  readonly keepMs: number;
}

export interface Conversion {
  readonly id: string;
  readonly event: EventMatch;
  /** Param that holds the value in money; `null` when a conversion is worth nothing by itself. */
  readonly value: string | null;
}

export interface Signal {
  readonly id: string;
  readonly measure: Measure;
}

export interface SegmentRule {
  readonly id: string;
  readonly enter: Condition;
  /** `null`: in exactly while `enter` holds (or, with a dwell, leaves on `not enter`). */
  readonly exit: Condition | null;
  /** Least stay, ms; 0 for none. */
  readonly dwellMs: number;
  readonly doc: SegmentDoc;
}

/** What people need to know of a segment; never in the published bundle. */
export interface SegmentDoc {
  readonly name: string | null;
  readonly description: string | null;
  readonly model: 'rfm' | 'lifecycle' | 'intent' | 'usage' | 'engagement' | 'custom' | null;
  readonly objective: string | null;
  readonly kpi: string | null;
  readonly owner: string | null;
  /** Days between reviews, as ms; `null` when none is set. */
  readonly reviewMs: number | null;
  /** Day of the last review, `YYYY-MM-DD`. */
  readonly reviewed: string | null;
  readonly minSize: number | null;
  readonly message: string | null;
}

/** An exclusive group: the first listed segment whose own state is in takes the visitor. */
export interface GroupRule {
  readonly id: string;
  readonly segments: readonly string[];
  /** The segment of those in none of them, which is listed too; `null` for no such cell. */
  readonly otherwise: string | null;
}

/** Which events a measure looks at. */
export interface EventMatch {
  /** Any of these types; `null` for every type. */
  readonly types: readonly string[] | null;
  readonly where: Filter | null;
}

/**
 * A test of an event's params. Paths into nested objects use dots. Two fields belong to every
 * event, by its own instant in the site's zone: `@hour` (0 to 23) and `@weekday` (1 for Monday to
 * 7 for Sunday).
 */
export type Filter =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Filter[] }
  | { readonly kind: 'not'; readonly of: Filter }
  | { readonly kind: 'field'; readonly field: string; readonly tests: readonly FieldTest[] };

/** All tests of one field must hold. An absent field fails every test but `exists: false`. */
export type FieldTest =
  | { readonly op: 'eq' | 'ne'; readonly value: JsonValue; readonly caseless: boolean }
  | {
      readonly op: 'in' | 'notIn';
      readonly values: readonly JsonValue[];
      readonly caseless: boolean;
    }
  | { readonly op: 'gt' | 'gte' | 'lt' | 'lte'; readonly value: Scalar; readonly as: CompareAs }
  | { readonly op: 'between'; readonly from: Scalar; readonly to: Scalar; readonly as: CompareAs }
  | { readonly op: 'exists'; readonly value: boolean }
  | {
      readonly op: 'contains' | 'startsWith' | 'endsWith' | 'glob';
      readonly value: string;
      readonly caseless: boolean;
    }
  /** Over an array: each element as a value (`field` tests named '') or as an object. */
  | { readonly op: 'anyOf' | 'allOf'; readonly of: Filter }
  | { readonly op: 'size'; readonly tests: readonly NumberTest[] }
  /** What a vector model says of the vector in this field; absent when the lengths differ. */
  | { readonly op: 'model'; readonly model: string; readonly tests: readonly NumberTest[] };

export type Scalar = string | number | boolean;
/** How two values are ordered: numbers, ISO dates (as instants), or dotted versions. */
export type CompareAs = 'number' | 'date' | 'version' | 'string';

/** A comparison of a measured value; several in one condition must all hold. */
export type ValueTest =
  | { readonly op: 'eq' | 'ne'; readonly value: Scalar }
  | { readonly op: 'in' | 'notIn'; readonly values: readonly Scalar[] }
  | { readonly op: 'gt' | 'gte' | 'lt' | 'lte'; readonly value: number | string }
  /** Both ends included. */
  | { readonly op: 'between'; readonly from: number; readonly to: number }
  | { readonly op: 'exists'; readonly value: boolean }
  /** Over the sets that `list` gives. */
  | { readonly op: 'includes'; readonly value: Scalar };

export type NumberTest =
  | Extract<ValueTest, { op: 'gt' | 'gte' | 'lt' | 'lte' | 'between' }>
  | {
      readonly op: 'eq' | 'ne';
      readonly value: number;
    };

/** Which instants a measure looks at, relative to `now`. */
export type Window =
  | { readonly kind: 'ever' }
  /** `now − fromMs < t <= now − toMs`; a plain rolling window has `toMs` 0. */
  | { readonly kind: 'rolling'; readonly fromMs: number; readonly toMs: number }
  | {
      readonly kind: 'calendar';
      readonly unit: 'day' | 'week' | 'month';
      /** 0 for the running one, 1 for the one before. */
      readonly back: 0 | 1;
    }
  /** `[from, to)` in ms since the epoch; `to` is `null` for no end. */
  | { readonly kind: 'absolute'; readonly from: number; readonly to: number | null }
  /** The current session and the `count − 1` before it; empty when none is open. */
  | { readonly kind: 'sessions'; readonly count: number }
  /** `[t0, t0 + ms)`; t0 is the visitor's first event, or first event of `type`. */
  | { readonly kind: 'within-first'; readonly ms: number; readonly type: string | null };

export type PeriodUnit = 'day' | 'week' | 'month' | 'session';

/** One step of a sequence. `negated` on the last one only: it completes by *not* happening. */
export interface SequenceStep {
  readonly event: EventMatch;
  /** `t_step − t_previous < withinMs`; `null` on the first, or for no limit. */
  readonly withinMs: number | null;
  /** Events that may not lie strictly between the previous step and this one. */
  readonly without: EventMatch | null;
  readonly negated: boolean;
}

export type Decay =
  | { readonly kind: 'none' }
  | { readonly kind: 'half-life'; readonly ms: number }
  /** Loses `perDay` of its points each day after `graceMs`, down to 0. */
  | { readonly kind: 'linear'; readonly perDay: number; readonly graceMs: number }
  /** Keeps `keep` of its points from `afterMs` on; steps in rising order. */
  | {
      readonly kind: 'step';
      readonly steps: readonly { readonly afterMs: number; readonly keep: number }[];
    };

export interface ScoreClause {
  readonly event: EventMatch;
  readonly points: number;
  /** Cap of this clause's decayed sum; `null` for none. */
  readonly cap: number | null;
  /** Counts only events of the current session. */
  readonly perSession: boolean;
}

export interface ScoreMeasure {
  readonly kind: 'score';
  readonly clauses: readonly ScoreClause[];
  readonly decay: Decay;
  readonly cap: number | null;
}

/** A measure, or a number that stands in for one. */
export type Operand = Measure | { readonly kind: 'number'; readonly value: number };

/** What turns a history into a value: a number, a string, a set, or nothing (*absent*). */
export type Measure =
  | { readonly kind: 'count'; readonly event: EventMatch; readonly window: Window }
  | {
      readonly kind: 'sum' | 'min' | 'max' | 'avg';
      readonly event: EventMatch;
      readonly field: string;
      readonly window: Window;
    }
  | { readonly kind: 'revenue'; readonly where: Filter | null; readonly window: Window }
  | {
      readonly kind: 'distinct' | 'list';
      readonly event: EventMatch;
      readonly field: string;
      readonly window: Window;
      readonly cap: number;
    }
  | {
      readonly kind: 'top' | 'bottom';
      readonly event: EventMatch;
      readonly field: string;
      readonly window: Window;
      /** Values seen less often do not count. */
      readonly least: number;
      readonly cap: number;
    }
  | {
      readonly kind: 'first' | 'last' | 'nth';
      readonly event: EventMatch;
      readonly field: string;
      readonly window: Window;
      /** 1 for `first`; from the newest for `last`; from the oldest for `nth`. */
      readonly n: number;
    }
  | {
      readonly kind: 'since-last' | 'since-first';
      readonly event: EventMatch;
      readonly window: Window;
    }
  | {
      readonly kind: 'periods';
      readonly event: EventMatch;
      readonly unit: PeriodUnit;
      readonly window: Window;
      /** A period counts when its sum of `field` passes; `null`: when it has a match. */
      readonly total: { readonly field: string; readonly tests: readonly NumberTest[] } | null;
    }
  | {
      readonly kind: 'regular';
      readonly event: EventMatch;
      /** Whole periods of this many local days. */
      readonly days: number;
      readonly of: number;
      /** Matches a period needs. */
      readonly least: number;
      /** Whether the running period is the last of the `of`. */
      readonly running: boolean;
    }
  | { readonly kind: 'streak'; readonly event: EventMatch; readonly unit: 'day' | 'week' | 'month' }
  /** Seconds from `user_engagement` beats. */
  | { readonly kind: 'engaged'; readonly where: Filter | null; readonly window: Window }
  | {
      readonly kind: 'engaged-views';
      readonly where: Filter | null;
      readonly window: Window;
      /** Engaged seconds that a view needs; `null` for none. */
      readonly seconds: NumberTest | null;
      /** Scroll depth in percent that a view needs; `null` for none. */
      readonly scrolled: NumberTest | null;
    }
  /** Greatest scroll depth in percent: of the current page, or over matching pages. */
  | {
      readonly kind: 'completion';
      readonly where: Filter | null;
      readonly window: Window;
      readonly scope: 'page' | 'pages';
    }
  | {
      readonly kind: 'sequence';
      readonly steps: readonly SequenceStep[];
      /** Param that must be equal across the steps; `null` for none. */
      readonly same: string | null;
      readonly window: Window;
    }
  | { readonly kind: 'ratio' | 'difference'; readonly left: Operand; readonly right: Operand }
  /** (this window − the one before) / the one before; rolling windows only. */
  | { readonly kind: 'trend'; readonly of: Measure }
  | ScoreMeasure
  /** The label whose measure is greatest; ties go to the earlier one. */
  | {
      readonly kind: 'strongest';
      readonly of: readonly { readonly label: string; readonly measure: Measure }[];
    }
  /** Share of the site's visitors strictly below, 0 to 1, from published breakpoints. */
  | { readonly kind: 'percentile'; readonly signal: string }
  | { readonly kind: 'model'; readonly model: string }
  | { readonly kind: 'trait' | 'context'; readonly key: string }
  /** The instant of the n-th match ever, as a date. */
  | { readonly kind: 'nth-event'; readonly event: EventMatch; readonly n: number }
  /** Times the effective membership of a segment began or ended in the window. */
  | { readonly kind: 'entered' | 'exited'; readonly segment: string; readonly window: Window }
  /** How long the present stay has lasted; absent when not in. */
  | { readonly kind: 'in-for'; readonly segment: string }
  | { readonly kind: 'signal'; readonly signal: string };

export type Condition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'atLeast'; readonly n: number; readonly of: readonly Condition[] }
  /** All tests must hold. */
  | { readonly kind: 'compare'; readonly measure: Measure; readonly tests: readonly ValueTest[] }
  | { readonly kind: 'in'; readonly segment: string };

/** A linear model: the comparison is made on w·x + b, before any sigmoid. */
export interface Model {
  readonly id: string;
  readonly kind: 'logistic' | 'cosine';
  readonly inputs: readonly Operand[];
  /** A page vector param that supplies the inputs instead; `null` for measures. */
  readonly vector: string | null;
  readonly weights: readonly number[];
  readonly bias: number;
}
