import type { Report, ReportRow } from './row.ts';

/** Most segments in a report; `REPORT_LIMITS` says the same to the edge. */
const SEGMENTS = 4;
/** Most rows in a report that we send; the edge takes more. */
const ROWS = 40;

/** Greatest delta of a cell in a report; `METRICS` says the same to the edge. */
const MOST: { readonly [metric: string]: number } = { engaged: 86_400, revenue: 100_000_000 };

/**
 * Parts rows into reports that can travel on their own: one day each, at most four segments,
 * totals apart from segments, and each pair and each signed cell alone. Equal cells add up first,
 * so what cancelled out is never sent, and a sum above what the edge takes is cut to that.
 *
 * @param random - A uniform whole number from 0 to 2³² − 1, from a cryptographic source.
 * @returns Reports and their rows in random order; empty when there is nothing to say.
 */
export function splitReports(
  rows: readonly ReportRow[],
  { site, random }: { readonly site: string; readonly random: () => number },
): Report[] {
  const groups = new Map<string, ReportRow[]>();
  for (const [key, all] of groupBy(shuffle(addUp(rows), random), bySubject)) {
    // Room in an open group of the day, if the subject is a segment.
    const day = all[0]!.day;
    let n = 0;
    let name = key;
    if (key.startsWith('seg ')) {
      do name = `${day} ${n++}`;
      while (!hasRoom(groups.get(name) ?? [], all.length));
    }
    groups.set(name, [...(groups.get(name) ?? []), ...all]);
  }
  const reports = [...groups.values()].flatMap((all) => {
    const parts: Report[] = [];
    for (let i = 0; i < all.length; i += ROWS) {
      const part = shuffle(all.slice(i, i + ROWS), random);
      parts.push({ v: 1, site, id: `${part[0]!.day}.${randomText(random)}`, rows: part });
    }
    return parts;
  });
  return shuffle(reports, random);
}

function hasRoom(group: readonly ReportRow[], more: number): boolean {
  const segments = new Set(group.map((row) => row.subject)).size;
  return !segments || (segments < SEGMENTS && group.length + more <= ROWS);
}

/** Rows that must stay together or apart: a signed cell or pair is a group of its own. */
function bySubject({ day, subject, metric, bucket, arm }: ReportRow): string {
  if (metric === 'stock' || metric === 'level' || metric === 'pair') {
    return [day, subject, metric, bucket, arm].join('|');
  }
  return subject === '*' ? `${day}|*` : `seg ${day}|${subject}`;
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
