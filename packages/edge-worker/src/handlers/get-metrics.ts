import { addDays, listDays } from '@inkling/measure';
import { cellRow, dayName, dayNumber, type ReportRow } from '@inkling/report';
import { EXPERIMENT_DAYS } from '@inkling/report/experiment';
import { allow, type Call, findSite } from '../context.ts';
import { checkQuery } from '../http/check-query.ts';
import { addNoise } from '../metrics/add-noise.ts';
import { levelRows } from '../metrics/level-rows.ts';
import { FINAL_DAYS, publishDay, type Release } from '../metrics/publish-day.ts';
import { readCells } from '../metrics/read-cells.ts';
import { sizeRows } from '../metrics/size-rows.ts';
import type { SiteInfo } from '../objects/site-object.ts';
import { answer } from './read-body.ts';
import { readRange } from './read-range.ts';

const DAY_MS = 86_400_000;

/**
 * `GET /v1/sites/:site/metrics?from=YYYY-MM-DD&to=YYYY-MM-DD`: the folded rows of those days,
 * both included. Needs the scope `read`.
 *
 * A development site shows every cell at once. Any other shows a day when it has ended, and once
 * more for good when nothing can come any more; no cell below k nor one from which a group below
 * k could be told; values in steps of 10; and sizes (as stock of one day) in place of leases.
 *
 * @returns `{site, k, rows}`, ordered by cell.
 * @throws {@link HttpError} 400 `bad-query`; 401; 403; 404.
 */
export async function getMetrics(call: Call): Promise<Response> {
  const query = checkQuery(call.request, ['from', 'to']);
  await allow(call, 'read');
  const info = await findSite(call);
  const range = readRange(query);
  const { site, k } = info;
  const rows = await readRows(call, info, range);
  const sorted = rows.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  return answer({ site, k, rows: sorted });
}

/** What may be shown of a range of days, in any order. */
export async function readRows(call: Call, info: SiteInfo, range: Range): Promise<MetricRow[]> {
  const rows =
    info.k === 1 ? await readAll(call, info, range) : await readPublished(call, info, range);
  return rows.map(withValue);
}

interface Range {
  readonly from: string;
  readonly to: string;
}

async function readAll(call: Call, info: SiteInfo, { from, to }: Range): Promise<ReportRow[]> {
  const rows = await readHistory(call, info, { from, to });
  const own = rows.filter(({ day, metric }) => day >= from && metric !== 'level');
  return [...own, ...levelRows(rows, listDays(from, to), 1)];
}

/** The rows of a range, and of the days before it those that still count within. */
async function readHistory(call: Call, info: SiteInfo, range: Range): Promise<ReportRow[]> {
  const { from } = range;
  const before = { from: addDays(from, 1 - EXPERIMENT_DAYS), to: addDays(from, -1), lasting: true };
  const cells = await Promise.all([before, range].map((days) => readCells(call, info, days)));
  return cells.flatMap((some) => [...some].map(([key, value]) => cellRow(key, value)));
}

async function readPublished(
  call: Call,
  info: SiteInfo,
  { from, to }: Range,
): Promise<ReportRow[]> {
  const today = info.known ? dayNumber(call.parts.now(), info.known.zone) : 0;
  const last = Math.min(Date.parse(to) / DAY_MS, today - 1);
  const days: number[] = [];
  for (let day = Date.parse(from) / DAY_MS; day <= last; day++) days.push(day);
  const held = await call.objects.ask(
    info.site,
    async (object) => (await object.releases(from, to)) as Release[],
  );
  const find = (day: number, final: boolean): Release | undefined =>
    held.find((release) => release.day === dayName(day) && release.final === final);
  const isFinal = (day: number): boolean => day <= today - FINAL_DAYS;
  const missing = days.filter((day) => !find(day, isFinal(day)));
  const made = await publishDays(call, info, missing, (day) => ({
    final: isFinal(day),
    first: find(day, false) ?? null,
  }));
  const all = days.map((day) => find(day, isFinal(day)) ?? made.get(day));
  return all.flatMap((release) => release?.rows ?? []);
}

/** Publishes days that nobody has asked for yet, and keeps what was published. */
async function publishDays(
  call: Call,
  info: SiteInfo,
  days: readonly number[],
  state: (day: number) => { final: boolean; first: Release | null },
): Promise<Map<number, Release>> {
  const made = new Map<number, Release>();
  if (days.length === 0) return made;
  const names = days.map(dayName);
  const rows = await readHistory(call, info, { from: names[0]!, to: names.at(-1)! });
  const plain = rows.filter((row) => row.metric !== 'stock' && row.metric !== 'level');
  const exact = [...plain, ...sizeRows(rows, names), ...levelRows(rows, names, info.k)];
  const all = info.noise === null ? exact : addNoise(exact, info.noise, uniform);
  for (const day of days) {
    const name = dayName(day);
    const cells = all.filter((row) => row.day === name);
    made.set(day, publishDay(cells, { day: name, k: info.k, ...state(day) }));
  }
  await call.objects.ask(info.site, async (object) => await object.release([...made.values()]));
  return made;
}

/** Uniform in [0, 1), of 53 random bits. */
function uniform(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53;
}

type MetricRow = Omit<ReportRow, 'delta'> & { value: number };

function withValue({ delta, ...cell }: ReportRow): MetricRow {
  return { ...cell, value: delta };
}

function sortKey({ day, subject, def, metric, bucket = '', arm = '' }: MetricRow): string {
  return [day, subject, def, metric, bucket, arm].join('|');
}
