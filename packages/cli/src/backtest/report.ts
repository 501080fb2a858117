import type { JsonValue, Population, SessionRules } from '@inkling/engine';

/** What `inkling backtest --json` prints; `schema/backtest.schema.json` says the same. */
export interface BacktestReport {
  readonly format: 1;
  readonly site: string;
  /** Visitors, events and sessions up to `at`. */
  readonly visitors: number;
  readonly events: number;
  readonly sessions: number;
  /** First and last event of the input, ISO 8601 in UTC; `null` for an empty input. */
  readonly from: string | null;
  readonly to: string | null;
  /** The last asked instant, which everything below speaks of where it names none. */
  readonly at: string | null;
  /** Events after `at`, which were read and not counted. */
  readonly later: number;
  readonly skipped: { readonly bad: number; readonly byCode: Counts; readonly byMap: number };
  /** The rules that made sessions of events without one; lengths in ms. */
  readonly session: SessionRules;
  readonly segments: { readonly [segment: string]: SegmentReport };
  readonly conversions: { readonly [conversion: string]: ConversionReport };
  readonly instants: readonly InstantReport[];
  readonly overlap: OverlapReport;
  readonly days: readonly DayReport[];
  /** Breakpoints that percentiles were read from; missing when the rules have none. */
  readonly population?: Population;
  readonly quantiles?: { readonly [signal: string]: QuantileReport };
  readonly members?: { readonly [segment: string]: readonly string[] };
  readonly values?: { readonly [visitor: string]: { readonly [signal: string]: JsonValue } };
  readonly sessionList?: readonly SessionReport[];
}

interface Counts {
  readonly [code: string]: number;
}

/** One segment at `at`, and its movements up to then. */
export interface SegmentReport {
  readonly name: string | null;
  readonly size: number;
  /** Of the visitors; `null` when there are none. */
  readonly share: number | null;
  /** Visitors whose answer is unknown, because recording began too late; they are not in. */
  readonly unknown: number;
  /** Times that somebody entered and left. */
  readonly entered: number;
  readonly left: number;
  /** Visitors who were ever in. */
  readonly ever: number;
  /** Of those in seven days before, how many are still in (whatever happened in between). */
  readonly stability: {
    readonly before: number;
    readonly stayed: number;
    readonly share: number | null;
  };
  /** Conversions of visitors while they were in, which they were before the converting event. */
  readonly conversions: { readonly [conversion: string]: ConversionReport };
}

export interface ConversionReport {
  readonly count: number;
  readonly visitors: number;
  readonly value: number;
  /** Converted visitors among those who were ever in (for everybody: among all). */
  readonly rate: number | null;
}

export interface InstantReport {
  readonly at: string;
  readonly visitors: number;
  readonly events: number;
  readonly sessions: number;
  readonly segments: {
    readonly [segment: string]: {
      readonly size: number;
      readonly share: number | null;
      readonly unknown: number;
    };
  };
}

/** Visitors in two segments at once, at `at`. */
export interface OverlapReport {
  /** The order of rows and columns. */
  readonly segments: readonly string[];
  /** Symmetric; the diagonal holds the sizes. */
  readonly visitors: readonly (readonly number[])[];
}

/** A day of the site's zone on which somebody entered or left. */
export interface DayReport {
  readonly day: string;
  readonly segments: {
    readonly [segment: string]: { readonly entered: number; readonly left: number };
  };
}

export interface QuantileReport {
  /** Visitors who have the signal as a number. */
  readonly visitors: number;
  readonly at: readonly { readonly p: number; readonly value: number | null }[];
}

export interface SessionReport {
  readonly visitor: string;
  readonly start: string;
  readonly end: string;
  readonly events: number;
}
