import type { Metric, ReportRow } from '@inkling/report';

/** How many people a cell speaks of, where its own value does not say so. */
const PEOPLE: { readonly [metric in Metric]?: Metric } = {
  sessions: 'visitors',
  page_views: 'visitors',
  engaged: 'visitors',
  revenue: 'conversions',
};

/**
 * Randomised bits are hidden by how many answered, whichever way: the answers themselves tell of
 * nobody for sure.
 */
function hideFewBits(rows: readonly ReportRow[], k: number): ReportRow[] {
  const bits = rows.filter(({ metric }) => metric === 'bit');
  return bits.filter((bit) => {
    const both = bits.filter((row) => isSameSegment(row, bit));
    return both.reduce((sum, { delta }) => sum + delta, 0) >= k;
  });
}

/** What a metric's segments are parts of: the total to which one and its complement add up. */
const WHOLE: { readonly [metric in Metric]?: Metric } = { in: 'visitors' };

/**
 * Leaves out, of one day's cells, whatever would speak of fewer than k people:
 *
 * - a cell below k itself; money, seconds and views by the people behind them;
 * - a cell whose difference from its total, or from another segment's cell of the same kind, is
 *   below k but not 0: one may lie inside the other, and the difference would be a small group;
 * - where just one part of a whole that is shown was left out, one more part: else it could be
 *   told from the rest.
 */
export function hideSmall(rows: readonly ReportRow[], k: number): ReportRow[] {
  const values = new Map(rows.map((row) => [nameOf(row), row.delta]));
  const large = rows.filter((row) => {
    if (row.metric === 'bit') return false;
    const people = PEOPLE[row.metric];
    const behind = people
      ? (values.get(nameOf({ ...row, ...peopleCell(row, people) })) ?? 0)
      : row.delta;
    return Math.abs(behind) >= k;
  });
  const families = new Map<string, ReportRow[]>();
  for (const row of large) {
    const family = [row.day, WHOLE[row.metric] ?? row.metric, row.bucket, row.arm].join('|');
    families.set(family, [...(families.get(family) ?? []), row]);
  }
  const kept = [...families.values()].flatMap((family) => keepApart(family, k));
  return [...hideLonely(rows, kept), ...hideFewBits(rows, k)];
}

function peopleCell({ bucket }: ReportRow, people: Metric): Partial<ReportRow> {
  return people === 'conversions'
    ? { metric: people, ...(bucket === undefined ? {} : { bucket }) }
    : { metric: people };
}

/** Keeps the totals, then segments from the largest down, each k away from all kept before. */
function keepApart(family: readonly ReportRow[], k: number): ReportRow[] {
  const rank = ({ subject }: ReportRow): number => (subject === '*' ? 0 : 1);
  const sorted = [...family].sort(
    (a, b) => rank(a) - rank(b) || b.delta - a.delta || (nameOf(a) < nameOf(b) ? -1 : 1),
  );
  const kept: ReportRow[] = [];
  for (const row of sorted) {
    const near = kept.some(({ delta }) => delta !== row.delta && Math.abs(delta - row.delta) < k);
    if (!near) kept.push(row);
  }
  return kept;
}

/** Lengths of stay add up to all that left: one that is missing alone can be worked out. */
function hideLonely(all: readonly ReportRow[], kept: readonly ReportRow[]): ReportRow[] {
  const shown = new Set(kept.map(nameOf));
  const hidden = new Set<string>();
  for (const left of kept.filter(({ metric }) => metric === 'left')) {
    const parts = all.filter((row) => row.metric === 'dwell' && isSameSegment(row, left));
    const missing = parts.filter((row) => !shown.has(nameOf(row)));
    if (missing.length !== 1) continue;
    const others = parts.filter((row) => shown.has(nameOf(row)));
    const least = others.sort((a, b) => a.delta - b.delta)[0];
    hidden.add(nameOf(least ?? left));
  }
  return kept.filter((row) => !hidden.has(nameOf(row)));
}

function isSameSegment(a: ReportRow, b: ReportRow): boolean {
  return a.day === b.day && a.subject === b.subject && a.def === b.def && a.arm === b.arm;
}

function nameOf({ day, subject, def, metric, bucket, arm }: ReportRow): string {
  return [day, subject, def, metric, bucket, arm].join('|');
}
