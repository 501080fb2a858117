import { cellKey } from './fold-rows.ts';
import type { Report, ReportRow } from './row.ts';

/** Most rows in a report that we send; the edge takes more. */
const ROWS = 40;

/** Greatest delta of a cell in a report; `METRICS` says the same to the edge. */
const MOST: { readonly [metric: string]: number } = { engaged: 86_400, revenue: 100_000_000 };

/** Whose reports, and a uniform whole number from 0 to 2³² − 1, from a cryptographic source. */
export interface SplitOptions {
  readonly site: string;
  readonly random: () => number;
}

/**
 * Adds rows to those that wait. Equal cells become one row, which keeps the place of the older; what
 * cancels out is gone. New rows come last, in random order.
 */
export function addRows(
  waiting: readonly ReportRow[],
  rows: readonly ReportRow[],
  random: () => number,
): ReportRow[] {
  const sums = new Map<string, ReportRow>();
  for (const row of [...waiting, ...shuffle(rows, random)]) {
    const key = cellKey(row);
    sums.set(key, { ...row, delta: row.delta + (sums.get(key)?.delta ?? 0) });
  }
  return [...sums.values()].filter(({ delta }) => delta);
}

/**
 * Makes reports that can travel on their own of the oldest rows: one day and one segment each,
 * totals together and apart from segments, and each pair, signed cell, value, bit and cell of an
 * arm alone. Of what waits for the same day, the subject that has waited longest comes first.
 *
 * The edge would take four segments together. But what four segments have in common is rare, and
 * whoever keeps requests could follow a browser by it: `npm run bench -- linkage` measures how far.
 *
 * @param waiting - What `addRows` gave.
 * @param most - Most reports that are made.
 * @returns Reports and their rows in random order, and the rows that go on waiting: also what of a
 *   sum is above what the edge takes in one report.
 */
export function takeReports(
  waiting: readonly ReportRow[],
  { site, random, most }: SplitOptions & { readonly most: number },
): { readonly reports: readonly Report[]; readonly rows: readonly ReportRow[] } {
  const reports = [...groupRows(waiting).values()]
    .sort(([a], [b]) => a!.day.localeCompare(b!.day))
    .slice(0, most)
    .map((group): Report => {
      const rows = shuffle(group.slice(0, ROWS), random);
      return {
        v: 1,
        site,
        id: `${group[0]!.day}.${randomText(random)}`,
        rows: rows.map((row) => ({ ...row, delta: Math.min(row.delta, MOST[row.metric] ?? 100) })),
      };
    });
  const taken = reports.flatMap(({ rows }) => rows.map((row) => ({ ...row, delta: -row.delta })));
  return { reports: shuffle(reports, random), rows: addRows(waiting, taken, random) };
}

/**
 * Makes reports of all rows, as {@link takeReports} does; cells may repeat.
 *
 * @returns Reports in random order; empty when there is nothing to say.
 */
export function splitReports(rows: readonly ReportRow[], options: SplitOptions): Report[] {
  const all: Report[] = [];
  for (let waiting = addRows([], rows, options.random); waiting.length > 0; ) {
    const next = takeReports(waiting, { ...options, most: Infinity });
    all.push(...next.reports);
    waiting = [...next.rows];
  }
  return shuffle(all, options.random);
}

/**
 * Rows that travel together, by a name of theirs, in the order of the oldest row: a pair, signed
 * cell, value, bit or cell of an arm is alone.
 */
export function groupRows(rows: readonly ReportRow[]): Map<string, ReportRow[]> {
  const groups = new Map<string, ReportRow[]>();
  for (const row of rows) {
    const alone = row.arm || ['stock', 'pair', 'value', 'bit'].includes(row.metric);
    const name = alone ? cellKey(row) : row.day + row.subject;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return groups;
}

/** Fisher and Yates's shuffle, of a copy. */
function shuffle<T>(items: readonly T[], random: () => number): T[] {
  const all = [...items];
  for (let i = all.length; i > 1; ) {
    const j = random() % i--;
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all;
}

/** 22 letters of base64url, 132 bits: draws of 7 bits, of which 64 values are such a letter. */
function randomText(random: () => number): string {
  let text = '';
  while (text.length < 22) text += String.fromCharCode(random() & 127).replace(/[^\w-]/, '');
  return text;
}
