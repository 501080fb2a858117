import type { MetricRow } from '@inkling/measure';
import { type DaySize, daySizes } from './day-size.ts';
import type { BundleSegment, SegmentNote } from './rule-names.ts';
import { sumRows } from './sum-rows.ts';

/** How often something happened, and out of how many. */
export interface Rate {
  readonly count: number;
  readonly of: number;
}

/** One conversion: of a segment's members, and of everybody. */
export interface ConversionPair {
  readonly id: string;
  readonly members: Rate;
  readonly everybody: Rate;
}

/** All that the table says of a segment. */
export interface SegmentRow {
  readonly id: string;
  readonly def: string;
  readonly name: string;
  /** The rule in plain words; `null` when nobody wrote any. */
  readonly words: string | null;
  /** Browsers in the segment today, whether or not they came; `null` before anything was counted. */
  readonly size: number | null;
  /** Members among today's visitors. */
  readonly seenToday: Rate;
  /** In the period. */
  readonly entered: number;
  readonly left: number;
  /** In the period, of members' and of everybody's visitor-days. */
  readonly conversions: readonly ConversionPair[];
  /** Size on each day of the period. */
  readonly byDay: readonly DaySize[];
}

/** What the rows of the table are made from. */
export interface TableInput {
  readonly rows: readonly MetricRow[];
  readonly segments: readonly BundleSegment[];
  readonly notes: ReadonlyMap<string, SegmentNote>;
  /** The days of the period, in order; the last one is today. */
  readonly days: readonly string[];
}

/** One row a segment, in the order of the rule file. */
export function segmentRows(input: TableInput): readonly SegmentRow[] {
  return input.segments.map((segment) => segmentRow(segment, input));
}

function segmentRow(segment: BundleSegment, input: TableInput): SegmentRow {
  const { rows, notes, days } = input;
  const today = days[days.length - 1] ?? '';
  const period = { from: days[0] ?? '', to: today };
  const own = { subject: segment.id, def: segment.def };
  const note = notes.get(segment.id);
  const byDay = daySizes(rows, segment, days);
  return {
    ...segment,
    name: note?.name ?? segment.id,
    words: note?.description ?? null,
    size: byDay[byDay.length - 1]?.size ?? null,
    seenToday: {
      count: sumRows(rows, { ...own, metric: 'in', from: today, to: today }),
      of: sumRows(rows, { subject: '*', metric: 'visitors', from: today, to: today }),
    },
    entered: sumRows(rows, { ...own, ...period, metric: 'entered' }),
    left: sumRows(rows, { ...own, ...period, metric: 'left' }),
    conversions: conversionPairs(rows, own, period),
    byDay,
  };
}

type Own = { readonly subject: string; readonly def: string };
type Period = { readonly from: string; readonly to: string };

function conversionPairs(
  rows: readonly MetricRow[],
  own: Own,
  period: Period,
): readonly ConversionPair[] {
  const all = { subject: '*', ...period };
  const ids = new Set(
    rows
      .filter(({ metric, subject }) => metric === 'conversions' && subject === '*')
      .map(({ bucket }) => bucket ?? ''),
  );
  return [...ids].sort().map((bucket) => ({
    id: bucket,
    members: {
      count: sumRows(rows, { ...own, ...period, metric: 'conversions', bucket }),
      of: sumRows(rows, { ...own, ...period, metric: 'in' }),
    },
    everybody: {
      count: sumRows(rows, { ...all, metric: 'conversions', bucket }),
      of: sumRows(rows, { ...all, metric: 'visitors' }),
    },
  }));
}
