import type { Report, ReportRow } from './row.ts';

/** Most rows in a report that we send; the edge takes more. */
const ROWS = 40;

/** Greatest delta of a cell in a report; `METRICS` says the same to the edge. */
const MOST: { readonly [metric: string]: number } = { engaged: 86_400, revenue: 100_000_000 };

/**
 * Parts rows into reports that can travel on their own: one day and one segment each, totals apart,
 * and each pair, signed cell, value and cell of an arm alone. Equal cells add up first, so what cancelled out is
 * never sent, and a sum above what the edge takes is cut to that.
 *
 * The edge would take four segments together. But what four segments have in common is rare, and
 * whoever keeps requests could follow a browser by it: `npm run bench -- linkage` measures how far.
 *
 * @param random - A uniform whole number from 0 to 2³² − 1, from a cryptographic source.
 * @returns Reports and their rows in random order; empty when there is nothing to say.
 */
export function splitReports(
  rows: readonly ReportRow[],
  { site, random }: { readonly site: string; readonly random: () => number },
): Report[] {
  const reports = [...groupBy(addUp(rows), nameOf).values()].flatMap((group) => {
    const parts: Report[] = [];
    const all = shuffle(group, random);
    for (let i = 0; i < all.length; i += ROWS) {
      const id = `${all[i]!.day}.${randomText(random)}`;
      parts.push({ v: 1, site, id, rows: all.slice(i, i + ROWS) });
    }
    return parts;
  });
  return shuffle(reports, random);
}

/** Rows of one name travel together: a pair, signed cell, value or cell of an arm is alone. */
function nameOf({ day, subject, metric, bucket, arm }: ReportRow): string {
  const alone = arm || ['stock', 'pair', 'value', 'bit'].includes(metric);
  return [day, subject, ...(alone ? [metric, bucket, arm] : [])].join('|');
}

function groupBy(
  rows: readonly ReportRow[],
  name: (row: ReportRow) => string,
): Map<string, ReportRow[]> {
  const groups = new Map<string, ReportRow[]>();
  for (const row of rows) groups.set(name(row), [...(groups.get(name(row)) ?? []), row]);
  return groups;
}

function addUp(rows: readonly ReportRow[]): ReportRow[] {
  const sums = new Map<string, ReportRow>();
  for (const row of rows) {
    const key = JSON.stringify({ ...row, delta: 0 });
    sums.set(key, { ...row, delta: row.delta + (sums.get(key)?.delta ?? 0) });
  }
  return [...sums.values()]
    .filter((row) => row.delta)
    .map((row) => ({ ...row, delta: Math.min(row.delta, MOST[row.metric] ?? 100) }));
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

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function randomText(random: () => number): string {
  let text = '';
  while (text.length < 22) text += LETTERS[random() & 63];
  return text;
}
