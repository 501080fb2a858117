import { styleText } from 'node:util';
import { table } from '../output/table.ts';
import { wordCount, wordNumber, wordShare } from '../output/words.ts';
import type { BacktestReport, SegmentReport } from './report.ts';

/** Beyond these a table helps nobody; `--json` has all of it. */
const MOST_OVERLAPS = 12;
const MOST_DAYS = 31;
const MOST_LISTED = 1000;

const RIGHT = { align: 'right' } as const;

/** Words a report for people: tables, the most important first. */
export function wordReport(report: BacktestReport, coloured: boolean): string {
  const title = (text: string): string =>
    coloured ? styleText('bold', text, { validateStream: false }) : text;
  const parts: readonly (readonly [string, string])[] = [
    ['Segments', segmentTable(report)],
    ['Conversions', conversionTable(report)],
    ['Size by instant', instantTable(report)],
    ['In both', overlapTable(report)],
    ['Entered and left by day', dayTable(report)],
    ['Quantiles', quantileTable(report)],
    ['Members', memberTable(report)],
    ['Values', valueTable(report)],
    ['Sessions', sessionTable(report)],
  ];
  const tables = parts.filter(([, text]) => text !== '');
  return [headline(report), ...tables.map(([head, text]) => `${title(head)}\n${text}`)].join('\n');
}

function headline({ visitors, events, sessions, from, to, at, later }: BacktestReport): string {
  const counts = [
    wordCount(visitors, 'visitor'),
    wordCount(events, 'event'),
    wordCount(sessions, 'session'),
  ];
  const span = from === null ? 'no events' : `events from ${from} to ${to}, evaluated at ${at}`;
  const after = later > 0 ? `; ${wordCount(later, 'later event')} not counted` : '';
  return `${counts.join(', ')}\n${span}${after}\n`;
}

function segmentTable({ segments }: BacktestReport): string {
  const rows = Object.entries(segments);
  if (rows.length === 0) return '';
  const unknown = rows.some(([, segment]) => segment.unknown > 0);
  const columns = [
    { head: 'segment' },
    { head: 'size', ...RIGHT },
    { head: 'share', ...RIGHT },
    { head: 'entered', ...RIGHT },
    { head: 'left', ...RIGHT },
    { head: 'kept 7 d', ...RIGHT },
    ...(unknown ? [{ head: 'unknown', ...RIGHT }] : []),
  ];
  const cells = ([id, segment]: readonly [string, SegmentReport]) => [
    id,
    wordNumber(segment.size),
    wordShare(segment.share),
    wordNumber(segment.entered),
    wordNumber(segment.left),
    wordShare(segment.stability.share),
    ...(unknown ? [wordNumber(segment.unknown)] : []),
  ];
  return table(columns, rows.map(cells));
}

function conversionTable({ segments, conversions }: BacktestReport): string {
  const ids = Object.keys(conversions);
  if (ids.length === 0) return '';
  const all = {
    ...Object.fromEntries(Object.entries(segments).map(([id, s]) => [id, s.conversions])),
  };
  const rows = [...Object.entries(all), ['everybody', conversions] as const].flatMap(
    ([id, found]) =>
      ids.map((conversion) => {
        const sums = found[conversion];
        return [
          id,
          conversion,
          wordNumber(sums?.count ?? 0),
          wordNumber(sums?.visitors ?? 0),
          wordShare(sums?.rate ?? null),
          wordNumber(sums?.value ?? 0),
        ];
      }),
  );
  const heads = ['conversions', 'visitors', 'rate', 'value'].map((head) => ({ head, ...RIGHT }));
  return table([{ head: 'while in' }, { head: 'conversion' }, ...heads], rows);
}

function instantTable({ instants, segments }: BacktestReport): string {
  const ids = Object.keys(segments);
  if (instants.length < 2 || ids.length === 0) return '';
  const columns = ['visitors', ...ids].map((head) => ({ head, ...RIGHT }));
  const rows = instants.map((instant) => [
    instant.at,
    wordNumber(instant.visitors),
    ...ids.map((id) => wordNumber(instant.segments[id]?.size ?? 0)),
  ]);
  return table([{ head: 'at' }, ...columns], rows);
}

function overlapTable({ overlap }: BacktestReport): string {
  const ids = overlap.segments;
  if (ids.length < 2) return '';
  if (ids.length > MOST_OVERLAPS)
    return `${ids.length} segments: too many for a table; see --json.\n`;
  const columns = [{ head: '' }, ...ids.map((head) => ({ head, ...RIGHT }))];
  return table(
    columns,
    ids.map((id, i) => [id, ...(overlap.visitors[i] ?? []).map(wordNumber)]),
  );
}

function dayTable({ days, segments }: BacktestReport): string {
  if (days.length === 0) return '';
  const ids = Object.keys(segments);
  const columns = [{ head: 'day' }, ...ids.map((head) => ({ head, ...RIGHT }))];
  const rows = days.slice(-MOST_DAYS).map(({ day, segments: moved }) => [
    day,
    ...ids.map((id) => {
      const { entered = 0, left = 0 } = moved[id] ?? {};
      return entered + left === 0 ? '' : `+${wordNumber(entered)} −${wordNumber(left)}`;
    }),
  ]);
  const more =
    days.length > MOST_DAYS ? `${days.length - MOST_DAYS} earlier days: see --json.\n` : '';
  return table(columns, rows) + more;
}

function quantileTable({ quantiles }: BacktestReport): string {
  const rows = Object.entries(quantiles ?? {});
  const shares = rows[0]?.[1].at.map(({ p }) => String(p)) ?? [];
  if (rows.length === 0) return '';
  const columns = ['visitors', ...shares].map((head) => ({ head, ...RIGHT }));
  const cells = rows.map(([id, { visitors, at }]) => [
    id,
    wordNumber(visitors),
    ...at.map(({ value }) => (value === null ? '–' : wordNumber(value))),
  ]);
  return table([{ head: 'signal' }, ...columns], cells);
}

function memberTable({ members }: BacktestReport): string {
  if (members === undefined) return '';
  const rows = Object.entries(members).flatMap(([id, visitors]) =>
    visitors.map((one) => [id, one]),
  );
  return shortened([{ head: 'segment' }, { head: 'visitor' }], rows);
}

function valueTable({ values }: BacktestReport): string {
  const rows = Object.entries(values ?? {});
  if (rows.length === 0) return '';
  const signals = Object.keys(rows[0]?.[1] ?? {}).map((head) => ({ head, ...RIGHT }));
  const cells = rows.map(([visitor, found]) => [
    visitor,
    ...Object.values(found).map((value) =>
      typeof value === 'number'
        ? wordNumber(value)
        : value === null
          ? '–'
          : typeof value === 'string'
            ? value
            : JSON.stringify(value),
    ),
  ]);
  return shortened([{ head: 'visitor' }, ...signals], cells);
}

function sessionTable({ sessionList }: BacktestReport): string {
  if (sessionList === undefined) return '';
  const columns = [
    { head: 'visitor' },
    { head: 'start' },
    { head: 'end' },
    { head: 'events', ...RIGHT },
  ];
  return shortened(
    columns,
    sessionList.map(({ visitor, start, end, events }) => [visitor, start, end, wordNumber(events)]),
  );
}

function shortened(columns: Parameters<typeof table>[0], rows: readonly string[][]): string {
  const more = rows.length - MOST_LISTED;
  return (
    table(columns, rows.slice(0, MOST_LISTED)) +
    (more > 0 ? `and ${wordNumber(more)} more: see --json.\n` : '')
  );
}
