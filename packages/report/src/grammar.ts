import { DWELL, LEASE_MOST, PAIR } from './buckets.ts';
import { VALUE_EDGES } from './distribution/value-buckets.ts';
import type { Metric } from './row.ts';

/** Most rows in a report, most segments among them, and most bytes of its JSON. */
export const REPORT_LIMITS = { rows: 64, segments: 4, bytes: 16_384 } as const;

/** A site's id: also its place in every route. */
export const SITE_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;
/** Ids of segments, conversions, signals, experiments and arms. */
export const ID = /^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,63}$/;
/** Hash of a definition. */
export const DEF = /^[A-Za-z0-9_-]{1,64}$/;
/** Experiment and arm. */
export const ARM = /^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,63}:[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,31}$/;
/** A report's id: the day, then 22 random letters (132 bits). */
export const REPORT_ID = /^(\d{4}-\d\d-\d\d)\.([A-Za-z0-9_-]{22})$/;

/** Who a metric may be about, which cells it has, and how much one report may add to a cell. */
export interface MetricRule {
  readonly subject: 'total' | 'segment' | 'either' | 'pair';
  /** `null`: the metric has no cells, and a row no bucket. */
  readonly bucket: ((bucket: string) => boolean) | null;
  /** Greatest `delta`. */
  readonly most: number;
  /** Whether `delta` may be negative; such a row also travels alone. */
  readonly signed?: true;
  /** Whether a row travels alone though it is not signed, as one with an arm does, too. */
  readonly alone?: true;
  /** Whether a row must name its arm. */
  readonly arm?: true;
}

const isId = (bucket: string): boolean => ID.test(bucket);
const isDay = (bucket: string): boolean => isDayName(bucket);
const isLease = (bucket: string): boolean =>
  /^[1-9]\d?$/.test(bucket) && Number(bucket) <= LEASE_MOST;
const isDwell = (bucket: string): boolean => DWELL.some(([name]) => name === bucket);
const isPair = (bucket: string): boolean => PAIR.some((name) => name === bucket);
const isBit = (bucket: string): boolean => bucket === 'yes' || bucket === 'no';
const isLevel = (bucket: string): boolean =>
  /^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,63}:[0-7]:[0-7]$/.test(bucket);
const isValue = (bucket: string): boolean =>
  /^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,63}:(0|[1-9]\d?)$/.test(bucket) &&
  Number(bucket.split(':')[1]) <= VALUE_EDGES.length;

/** The whole grammar of rows, one line a metric. */
export const METRICS: { readonly [metric in Metric]: MetricRule } = {
  visitors: { subject: 'total', bucket: null, most: 1 },
  new_visitors: { subject: 'total', bucket: null, most: 1 },
  sessions: { subject: 'total', bucket: null, most: 100 },
  page_views: { subject: 'total', bucket: null, most: 100 },
  engaged: { subject: 'total', bucket: null, most: 86_400 },
  in: { subject: 'segment', bucket: null, most: 1 },
  entered: { subject: 'segment', bucket: null, most: 100 },
  left: { subject: 'segment', bucket: null, most: 100 },
  dwell: { subject: 'segment', bucket: isDwell, most: 100 },
  // 2: a lease that ended on a day turned into one that begins on it, and −1 became +1.
  stock: { subject: 'segment', bucket: isLease, most: 2, signed: true },
  conversions: { subject: 'either', bucket: isId, most: 100 },
  revenue: { subject: 'either', bucket: isId, most: 100_000_000 },
  retained: { subject: 'either', bucket: isDay, most: 1 },
  pair: { subject: 'pair', bucket: isPair, most: 1 },
  exposed: { subject: 'total', bucket: null, most: 1, arm: true },
  level: { subject: 'total', bucket: isLevel, most: 1, signed: true, arm: true },
  value: { subject: 'total', bucket: isValue, most: 1, alone: true },
  bit: { subject: 'segment', bucket: isBit, most: 1, alone: true },
  dropped: { subject: 'either', bucket: null, most: 100 },
  late: { subject: 'either', bucket: null, most: 100 },
  lost_history: { subject: 'total', bucket: null, most: 1 },
};

const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a text is a day that the calendar has, from 2000 to 2199, as `YYYY-MM-DD`. */
export function isDayName(text: string): boolean {
  const parts = /^(2[01]\d\d)-(\d\d)-(\d\d)$/.exec(text);
  if (!parts) return false;
  const [year, month, date] = parts.slice(1).map(Number) as [number, number, number];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2 && date === 29) return leap;
  return date >= 1 && date <= (MONTH_DAYS[month - 1] ?? 0);
}
