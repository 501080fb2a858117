import { setTimeout as pause } from 'node:timers/promises';

/** One folded row, as the metrics API gives it. */
export interface MetricRow {
  readonly day: string;
  readonly subject: string;
  readonly metric: string;
  readonly bucket?: string;
  readonly arm?: string;
  readonly value: number;
}

/** Which rows to add up. */
export interface MetricQuery {
  readonly edgeUrl: string;
  readonly token: string;
  /** `*` or a segment. */
  readonly subject: string;
  readonly metric: string;
}

const DAY_MS = 86_400_000;

/** All rows of the last nine days and tomorrow, the oldest first. */
export async function readRows({
  edgeUrl,
  token,
}: Pick<MetricQuery, 'edgeUrl' | 'token'>): Promise<MetricRow[]> {
  const day = (offset: number): string =>
    new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);
  const url = `${edgeUrl}/v1/sites/daily-ink/metrics?from=${day(-9)}&to=${day(1)}`;
  const answer = await fetch(url, { headers: { Authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`metrics: ${answer.status} ${await answer.text()}`);
  const { rows } = (await answer.json()) as { rows: readonly MetricRow[] };
  return rows.toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

/** The sum of a metric over those days; 0 when there are no rows. */
export async function readMetric(query: MetricQuery): Promise<number> {
  const rows = await readRows(query);
  return rows
    .filter(({ subject, metric }) => subject === query.subject && metric === query.metric)
    .reduce((sum, { value }) => sum + value, 0);
}

/**
 * Waits until a metric has a value, asking four times a second.
 *
 * @throws Error with the last value after 15 s.
 */
export async function awaitMetric(query: MetricQuery, value: number): Promise<void> {
  const until = Date.now() + 15_000;
  for (;;) {
    const now = await readMetric(query);
    if (now === value) return;
    if (Date.now() > until) {
      throw new Error(`${query.metric} of ${query.subject} is ${now}, not ${value}.`);
    }
    await pause(250);
  }
}
