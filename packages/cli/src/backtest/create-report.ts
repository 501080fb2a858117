import type { JsonValue, Population } from '@inkling/engine';
import type { Rules } from '@inkling/rules';
import type { Grouped } from '../history/group-by-visitor.ts';
import type { Skipped } from '../input/read-events.ts';
import { isoInstant } from '../output/words.ts';
import type { Plan } from './create-plan.ts';
import { quantile } from './quantile.ts';
import type {
  BacktestReport,
  ConversionReport,
  DayReport,
  InstantReport,
  OverlapReport,
  QuantileReport,
  SegmentReport,
  SessionReport,
} from './report.ts';
import type { ConversionTally, InstantTally, Tally } from './tally.ts';

/** What a report is made of. */
export interface ReportParts {
  readonly rules: Rules;
  readonly plan: Plan;
  readonly tally: Tally;
  readonly input: Pick<Grouped, 'from' | 'to'>;
  readonly skipped: Skipped;
  /** Shares for which quantiles are wanted; empty for none. */
  readonly quantiles: readonly number[];
  /** Breakpoints that percentiles were read from. */
  readonly population: Population;
}

/** Words a tally as the report that people and programs read. */
export function createReport(parts: ReportParts): BacktestReport {
  const { rules, plan, tally, input, skipped } = parts;
  const { asked } = plan;
  const last = tally.at.at(-1) as InstantTally;
  return {
    format: 1,
    site: rules.site,
    visitors: last.visitors,
    events: last.events,
    sessions: last.sessions,
    from: isoInstant(input.from),
    to: isoInstant(input.to),
    at: input.to === null ? null : isoInstant(asked.at.at(-1) as number),
    later: tally.later,
    skipped: { bad: skipped.bad, byCode: skipped.badByCode, byMap: skipped.byMap },
    session: rules.session,
    segments: bySegment(plan, (i) => segmentReport(parts, i)),
    conversions: conversionReports(parts, asked.segments, last.visitors),
    instants: asked.at.flatMap((at, i) =>
      asked.stableIsHidden && i === asked.stableSince ? [] : instantReport(parts, at, i),
    ),
    overlap: overlapReport(parts),
    days: dayReports(parts),
    ...(Object.keys(parts.population).length > 0 && { population: parts.population }),
    ...(parts.quantiles.length > 0 && { quantiles: quantileReports(parts) }),
    ...(asked.members && { members: bySegment(plan, (i) => tally.members[i]?.sort() ?? []) }),
    ...(asked.values && { values: valueReports(parts) }),
    ...(asked.sessions && { sessionList: sessionReports(parts) }),
  };
}

function bySegment<T>({ program }: Plan, report: (i: number) => T): { readonly [id: string]: T } {
  return Object.fromEntries(program.segments.map(({ id }, i) => [id, report(i)]));
}

function segmentReport(parts: ReportParts, i: number): SegmentReport {
  const { rules, plan, tally } = parts;
  const last = tally.at.at(-1) as InstantTally;
  const days = [...tally.days.values()];
  const sum = (offset: number) => days.reduce((all, day) => all + (day[i * 2 + offset] ?? 0), 0);
  const id = plan.program.segments[i]?.id;
  const [before, stayed] = [tally.before[i] ?? 0, tally.stayed[i] ?? 0];
  return {
    name: rules.segments.find((segment) => segment.id === id)?.doc.name ?? null,
    ...standing(last, i),
    entered: sum(0),
    left: sum(1),
    ever: tally.ever[i] ?? 0,
    stability: { before, stayed, share: share(stayed, before) },
    conversions: conversionReports(parts, i, tally.ever[i] ?? 0),
  };
}

function standing({ size, unknown, visitors }: InstantTally, i: number) {
  return { size: size[i] ?? 0, share: share(size[i] ?? 0, visitors), unknown: unknown[i] ?? 0 };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function conversionReports(
  { rules, plan, tally }: ReportParts,
  row: number,
  among: number,
): { readonly [conversion: string]: ConversionReport } {
  return Object.fromEntries(
    rules.conversions.map(({ id }, i) => {
      const sums = tally.converted[row * plan.asked.conversions + i] as ConversionTally;
      const { count, visitors, value } = sums;
      return [id, { count, visitors, value: cents(value), rate: share(visitors, among) }];
    }),
  );
}

/** The engine adds money in whole millionths; sums over visitors are rounded back to them. */
function cents(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function instantReport({ plan, tally }: ReportParts, at: number, i: number): InstantReport {
  const sums = tally.at[i] as InstantTally;
  const { visitors, events, sessions } = sums;
  const segments = bySegment(plan, (segment) => standing(sums, segment));
  return { at: isoInstant(at) as string, visitors, events, sessions, segments };
}

function overlapReport({ plan, tally }: ReportParts): OverlapReport {
  const ids = plan.program.segments.map(({ id }) => id);
  const both = (a: number, b: number): number =>
    tally.both[Math.min(a, b) * ids.length + Math.max(a, b)] ?? 0;
  return { segments: ids, visitors: ids.map((_, a) => ids.map((_, b) => both(a, b))) };
}

function dayReports({ plan, tally }: ReportParts): readonly DayReport[] {
  const days = [...tally.days].sort(([a], [b]) => (a < b ? -1 : 1));
  return days.map(([day, sums]) => {
    const moved = plan.program.segments.flatMap(({ id }, i) => {
      const [entered, left] = [sums[i * 2] ?? 0, sums[i * 2 + 1] ?? 0];
      return entered + left > 0 ? [[id, { entered, left }] as const] : [];
    });
    return { day, segments: Object.fromEntries(moved) };
  });
}

function quantileReports(parts: ReportParts): { readonly [signal: string]: QuantileReport } {
  const { plan, tally, quantiles } = parts;
  return Object.fromEntries(
    plan.signals.map((id, i) => {
      const sorted = Float64Array.from(tally.numbers[i] ?? []).sort();
      const at = quantiles.map((p) => ({ p, value: quantile(sorted, p) }));
      return [id, { visitors: sorted.length, at }];
    }),
  );
}

function valueReports({ plan, tally }: ReportParts): {
  readonly [visitor: string]: { readonly [signal: string]: JsonValue };
} {
  const rows = tally.values.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    rows.map(([visitor, values]) => [
      visitor,
      Object.fromEntries(plan.signals.map((id, i) => [id, values[i] ?? null])),
    ]),
  );
}

function sessionReports({ tally }: ReportParts): readonly SessionReport[] {
  const rows = tally.sessions.sort(([a], [b]) => (a < b ? -1 : 1));
  return rows.flatMap(([visitor, spans]) =>
    spans.map(({ start, end, events }) => ({
      visitor,
      start: isoInstant(start) as string,
      end: isoInstant(end) as string,
      events,
    })),
  );
}
