import { expect, test } from 'vitest';
import { backtest, describeData, ownFile, readData } from '../support/data-set.ts';

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;
const START = Date.parse('2020-01-01T00:00:00Z');

interface Activity {
  readonly visitor: string;
  readonly t: string | number;
}

function file(activities: readonly Activity[]) {
  return {
    'e.ndjson': activities.map((one) => JSON.stringify({ ...one, type: 'active' })).join('\n'),
  };
}

/** Half-open intervals as segments: in a segment is who was active in its interval. */
function intervalRules(edges: readonly number[]): string {
  const day = (ms: number | undefined) => new Date(ms ?? 0).toISOString().slice(0, 10);
  const segments = edges.slice(0, -1).map((from, i) => {
    const within = { between: [day(from), day(edges[i + 1])] };
    return [`active-${i}`, { enter: { count: 'active', within, gte: 1 } }] as const;
  });
  return JSON.stringify({ format: 1, site: 's', segments: Object.fromEntries(segments) });
}

/** Row i, column k: who was active in interval i and in interval i + k, off the overlap matrix. */
async function retention(activities: readonly Activity[], edges: readonly number[]) {
  const files = { ...file(activities), 'rules.json': intervalRules(edges) };
  const at = ['--at', String(edges.at(-1))];
  const { overlap } = await backtest(
    ['--rules', 'rules.json', '--events', 'e.ndjson', ...at],
    files,
  );
  return overlap.visitors.map((row: readonly number[], i: number) => row.slice(i));
}

function activitiesOf(
  active: { readonly [person: string]: readonly number[] },
  edges: readonly number[],
) {
  return Object.entries(active).flatMap(([visitor, intervals]) =>
    intervals.map((i) => ({ visitor, t: (edges[i] as number) + DAY_MS / 2 })),
  );
}

describeData('s07-lifecycle-retention/posthog_lifecycle.json', () => {
  test('PostHog: who is new, returning, resurrecting and dormant on each day', async () => {
    const { activity, expected } = JSON.parse(
      readData('s07-lifecycle-retention/posthog_lifecycle.json'),
    );
    const days = Object.keys(expected);
    const rows = Object.entries<string[]>(activity).flatMap(([visitor, active]) =>
      active.map((day) => ({ visitor, t: `${day}T12:00:00Z` })),
    );
    const at = days.flatMap((day) => ['--at', `${day}T23:59:59.999Z`]);
    const rules = ['--rules', ownFile('rules/s07-lifecycle.rules.json')];
    const report = await backtest([...rules, '--events', 'e.ndjson', ...at], file(rows));
    const found = report.instants.map((instant: { at: string; segments: object }) => {
      const sizes = Object.entries<{ size: number }>({ ...instant.segments });
      const some = sizes.filter(([, { size }]) => size > 0).map(([id, { size }]) => [id, size]);
      return [instant.at.slice(0, 10), Object.fromEntries(some)];
    });
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  test('PostHog: recurring retention by day', async () => {
    const { daily } = JSON.parse(readData('s07-lifecycle-retention/posthog_retention.json'));
    const edges = Array.from({ length: daily.expected.length + 1 }, (_, i) => START + i * DAY_MS);
    const rows = activitiesOf(daily.active_days, edges);
    expect(await retention(rows, edges)).toEqual(daily.expected);
  });

  test('PostHog: recurring retention by month', async () => {
    const { monthly } = JSON.parse(readData('s07-lifecycle-retention/posthog_retention.json'));
    const edges = Array.from({ length: monthly.expected.length + 1 }, (_, i) =>
      Date.UTC(2020, i, 1),
    );
    const rows = activitiesOf(monthly.active_months, edges);
    expect(await retention(rows, edges)).toEqual(monthly.expected);
  });

  test('Fader & Hardie, "High End": who is left after each year', async () => {
    const { n, lost_per_year, survival, retention_rate } = JSON.parse(
      readData('s07-lifecycle-retention/sbg_highend.json'),
    );
    const edges = Array.from({ length: lost_per_year.length + 2 }, (_, i) => START + i * YEAR_MS);
    // A customer is active in the first year and in each that is renewed, until one is not.
    const years: number[] = [];
    lost_per_year.forEach((lost: number, i: number) => {
      years.push(...new Array(lost).fill(i + 1));
    });
    years.push(...new Array(n - years.length).fill(lost_per_year.length + 1));
    const rows = years.flatMap((count, person) =>
      edges.slice(0, count).map((edge) => ({ visitor: `p${person}`, t: edge })),
    );
    const [row] = await retention(rows, edges);
    const left = row.slice(1).map((count: number) => count / n);
    expect(left).toEqual(survival);
    const rates = row.slice(1).map((count: number, i: number) => count / row[i]);
    expect(rates.map((rate: number) => Math.round(rate * 1e4) / 1e4)).toEqual(retention_rate);
  });
});
