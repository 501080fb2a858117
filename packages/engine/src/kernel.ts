import type { JsonValue } from './event.ts';
import type { Extra } from './extra.ts';
import type { Members } from './members.ts';
import type { SessionRules } from './session.ts';
import type { Stream } from './stream.ts';
import type { Calendar } from './zone.ts';

/** What a measure gives; `undefined` when it is absent. */
export type Value = JsonValue | undefined;

/** The measure is known. */
export const KNOWN = 0;
/** The measure may be any whole step from what was seen up. */
export const AT_LEAST = 1;
/** The measure may be anything. */
export const UNKNOWN = 2;
export type Doubt = typeof KNOWN | typeof AT_LEAST | typeof UNKNOWN;

/** No, perhaps, yes: their lesser is "and", their greater "or", their distance from 2 "not". */
export const NO = 0;
export const PERHAPS = 1;
export const YES = 2;

/**
 * What measures share: the record so far, and the registers in which they hand back more than
 * a value. A measure is a pure function of the record and of the instant that it is asked for.
 */
export interface Kernel {
  readonly calendar: Calendar;
  readonly sessionRules: SessionRules;
  /** Shares of visitors below a value, by signal; empty where none are published. */
  readonly population: Population;
  readonly streams: readonly Stream[];
  /** Instant of the first event; `Infinity` before. */
  first: number;
  /** Instant of the newest event. */
  last: number;
  /** Starts of the sessions, and the instants of their first events. */
  sessionStarts: number[];
  sessionTimes: number[];

  /** Out: the earliest later instant at which the value may be another. */
  until: number;
  /** Out: how far the value can be trusted; rises only. */
  doubt: Doubt;
  /**
   * Out: how the value moves until then: 1 grows by one a ms, `NaN` moves in some other way, 0
   * stays.
   */
  slope: number;
  /** In: 1 asks for the greatest value between `early` and `late`, -1 for the least, 0 for that now. */
  side: number;
  early: number;
  late: number;
  /** Out of a window: its entries `[low, high)`, its first instant, the first after it. */
  low: number;
  high: number;
  start: number;
  end: number;
  /** The second chunk, for programs that need it. */
  readonly extra: Extra | undefined;

  readonly members: Members;
}

/** Published breakpoints of named signals. */
export type Population = { readonly [signal: string]: Breakpoints };

/** Rising values, and for each the share of the site's visitors (0 to 1) strictly below it. */
export interface Breakpoints {
  readonly values: readonly number[];
  readonly below: readonly number[];
}

/** Gives a measure's value at an instant, ms. */
export type Measure = (t: number) => Value;
