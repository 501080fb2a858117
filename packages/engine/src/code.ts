/**
 * What the engine runs: nested arrays of numbers and strings, equal parts written once.
 *
 * Numbers refer to rows of the tables before them. Kinds of streams, windows, measures and tests
 * are the constants below; the core knows the first few of each (up to `STARTS`, `PER_SESSION`,
 * `CALENDAR` and `DISTINCT`), the second chunk the rest.
 */
export interface Code {
  /** Matchers. */
  readonly m: readonly MatcherCode[];
  /** Streams. */
  readonly s: readonly StreamCode[];
  /** Leaves. */
  readonly l: readonly LeafCode[];
  /** Segments, in the program's order. */
  readonly q: readonly SegmentCode[];
  /** Named signals: id and measure. */
  readonly v: readonly (readonly [id: string, measure: MeasureCode])[];
  /**
   * Leaves that hang on each stream, then on each segment (streams of its comings and goings
   * included), then on the session; what is missing at the end is empty.
   */
  readonly h: readonly (readonly number[])[];
  /** Segments that read each leaf. */
  readonly r: readonly (readonly number[])[];
}

/** Types (0 for every type) and a filter. */
export type MatcherCode = readonly [types: readonly string[] | 0, filter?: FilterCode];

/** `[ALL | ANY, ...of]`, `[NOT, of]`, or `[op, path, ...arguments]`. */
export type FilterCode = readonly [op: number, ...args: readonly unknown[]];
export const ALL = 0;
export const ANY = 1;
export const NOT = 2;
/** `[EQ, path, value]`. */
export const EQ = 3;
/** `[IN, path, values]`; null among them stands for an absent value. */
export const IN = 4;
/** `[GT, path, value]`: both numbers or both strings. */
export const GT = 5;
export const GTE = 6;
export const LT = 7;
export const LTE = 8;
/** `[STARTS, path, text]`: the last that the core knows. */
export const STARTS = 9;
/** `[CONTAINS, path, text]`. */
export const CONTAINS = 10;
export const ENDS = 11;
export const GLOB = 12;
/** `[DATE, path, GT…LTE, ms]`. */
export const DATE = 13;
/** `[VERSION, path, GT…LTE, text]`. */
export const VERSION = 14;
/** `[ANY_OF, path, filter]`. */
export const ANY_OF = 15;
export const ALL_OF = 16;
/** `[SIZE, path, ...tests]`. */
export const SIZE = 17;
/** `[LOCAL, '', 0 for the hour or 1 for the weekday, filter of the value]`. */
export const LOCAL = 18;
/** `[VECTOR_FITS, path, [cosine?, weights, bias], ...tests]`. */
export const VECTOR_FITS = 19;
/** `[EQUAL, path, array or object, 1 for equal or 0 for not]`. */
export const EQUAL = 20;
/** `[FOLD, path, filter of the value in small letters]`. */
export const FOLD = 21;
/** Only in a {@link NumberTest}. */
export const NE = 22;

/**
 * What one list of instants holds: the matcher (or, for a sequence and for views, several), what
 * must be recorded for it (types, and params as pairs with their type; 0 for everything), the
 * kind, and the field where the kind reads one. A negative matcher stands for instants at which a
 * segment was entered (`-1 - 2 × segment`) or left (`-2 - 2 × segment`).
 */
export type StreamCode = readonly [
  matcher: number | readonly number[],
  keys: RecordKeys,
  kind?: number,
  field?: string,
];
export type RecordKeys = readonly (string | readonly [type: string, param: string])[] | 0;
export const COUNT = 0;
/** Sums of a numeric field in integers of 10⁻⁶. */
export const NUMBER = 1;
/** Values of a scalar field. */
export const SCALAR = 2;
/** Distinct local days, weeks, months and sessions. */
export const PER_DAY = 3;
export const PER_SESSION = 6;
/** Revenue; the field is the currency. */
export const MONEY = 7;
/** Values of a field where null erases. */
export const TRAIT = 8;
/** Which of several matchers matched (bits), and a field. */
export const STEPS = 9;
/** Page views, engagement and scrolls by view. */
export const VIEWS = 10;
/** Every match, with whatever its field holds. */
export const WITH_FIELD = 11;

/** `[kind, ...arguments]`. */
export type WindowCode = readonly [kind: number, a?: number | null, b?: number | null];
export const EVER = 0;
/** `[ROLLING, fromMs, toMs]`. */
export const ROLLING = 1;
/** `[CALENDAR, unit, back]`. */
export const CALENDAR = 2;
/** `[ABSOLUTE, from, to | null]`. */
export const ABSOLUTE = 3;
/** `[SESSIONS, count]`. */
export const SESSIONS = 4;
/** `[WITHIN_FIRST, ms, stream]`; stream -1 for the first event of any type. */
export const WITHIN_FIRST = 5;

/** `[kind, stream, window, ...arguments]` for those over a stream. */
export type MeasureCode = readonly [kind: number, ...args: readonly unknown[]];
/** `[TOTAL, stream, window, scale, atLeast]`: counts, sums, periods, revenue, engaged. */
export const TOTAL = 0;
/** `[SINCE, stream, window, 0 | 1]`: since the newest, or with 1 the oldest. */
export const SINCE = 1;
/** `[DISTINCT, stream, window, cap]`. */
export const DISTINCT = 2;
export const MEASURE_EXTRA = 14;
/** `[NTH, stream, window, n]`: from the oldest, or from the newest when n is negative. */
export const NTH = 14;
/** `[IN_FOR, segment]`. */
export const IN_FOR = 15;
/** `[MIN, stream, window]`. */
export const MIN = 16;
export const MAX = 17;
export const AVG = 18;
/** `[LIST, stream, window, cap]`. */
export const LIST = 19;
/** `[TOP, stream, window, least, cap]`. */
export const TOP = 20;
export const BOTTOM = 21;
/** `[PERIOD_TOTALS, stream, window, unit, ...tests]`; unit 3 for sessions. */
export const PERIOD_TOTALS = 22;
/** `[REGULAR, stream, days, of, least, running]`. */
export const REGULAR = 23;
/** `[STREAK, stream, unit]`. */
export const STREAK = 24;
/** `[ENGAGED_VIEWS, stream, window, seconds tests, scrolled tests]`. */
export const ENGAGED_VIEWS = 25;
/** `[COMPLETION, stream, window, 1 for the current page]`. */
export const COMPLETION = 26;
/** `[SEQUENCE, stream, window, keyed, ...[step bit, without bit, withinMs, negated]]`. */
export const SEQUENCE = 27;
/** `[RATIO, left, right]`. */
export const RATIO = 28;
export const DIFFERENCE = 29;
/** `[TREND, now, before]`. */
export const TREND = 30;
/** `[SCORE, decay, cap, ...[stream, points, cap, perSession]]`. */
export const SCORE = 31;
/** `[STRONGEST, ...[label, measure]]`. */
export const STRONGEST = 32;
/** `[PERCENTILE, signal, measure]`. */
export const PERCENTILE = 33;
/** `[MODEL, cosine, weights, bias, ...inputs]`. */
export const MODEL = 34;
/** `[VECTOR, cosine, weights, bias, stream]`. */
export const VECTOR = 35;
/** `[NTH_EVENT, stream, n]`. */
export const NTH_EVENT = 36;
/** `[CONSTANT, value]`. */
export const CONSTANT = 37;

/**
 * A comparison: the state of a segment (its number alone); a measure whose whole steps matter,
 * with a bit for the answer in each stretch; or a measure with a filter of its value. The cuts are
 * the values from which on the answer may differ.
 */
export type LeafCode =
  | number
  | readonly [measure: MeasureCode, answers: number | FilterCode, ...cuts: readonly number[]];

/** `[EQ | NE | GT…LTE, value]`. */
export type NumberTest = readonly [op: number, value: unknown];

/** A leaf, `~leaf` for its opposite, or at least k of several, `[k, …of]`; `[~k, …of]` for the opposite. */
export type NodeCode = number | readonly NodeCode[];

/**
 * Enter, exit (null for none), dwell in ms, the level (above that of every segment it reads), the
 * members of its groups that are listed before it, and, where that plays a part, the streams that
 * its answer hangs on, also through other segments.
 */
export type SegmentCode = readonly [
  enter: NodeCode,
  exit?: NodeCode | null,
  dwellMs?: number,
  level?: number,
  earlier?: readonly number[],
  reads?: readonly number[],
];
