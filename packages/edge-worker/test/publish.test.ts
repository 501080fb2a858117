import { levelScores, liftOf, type MetricRow } from '@inkling/measure';
import type { ReportRow } from '@inkling/report';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hideSmall } from '../src/metrics/hide-small.ts';
import { publishDay } from '../src/metrics/publish-day.ts';
import { sizeRows } from '../src/metrics/size-rows.ts';
import type { SiteInfo } from '../src/site/site-info.ts';
import { makeSite, openApp, readMetrics, send, TODAY, testEnv } from './helpers.ts';

const DAY = '2026-11-20';
const total = (metric: ReportRow['metric'], delta: number, more = {}): ReportRow => ({
  ...{ day: DAY, subject: '*', def: '', metric, delta },
  ...more,
});
const segment = (subject: string, metric: ReportRow['metric'], delta: number, more = {}) =>
  total(metric, delta, { subject, def: 'h', ...more });
const show = (rows: readonly ReportRow[]) =>
  rows.map(({ subject, metric, bucket, delta }) =>
    [subject, metric, bucket, delta].filter(Boolean).join(' '),
  );

describe('hideSmall, k = 50', () => {
  test.each([
    { name: 'a cell of 49', rows: [segment('a', 'in', 49)], shown: [] },
    { name: 'a cell of 50', rows: [segment('a', 'in', 50)], shown: ['a in 50'] },
    {
      name: 'money of 49 buyers',
      rows: [
        total('conversions', 49, { bucket: 'buy' }),
        total('revenue', 990_000, { bucket: 'buy' }),
      ],
      shown: [],
    },
    {
      name: 'views and seconds of 50 visitors',
      rows: [total('visitors', 50), total('page_views', 51), total('engaged', 9)],
      shown: ['* visitors 50', '* page_views 51', '* engaged 9'],
    },
    {
      name: 'a segment that all but 49 are in',
      rows: [total('visitors', 1_000), segment('a', 'in', 951)],
      shown: ['* visitors 1000'],
    },
    {
      name: 'a segment that all but 50 are in, and one that all are in',
      rows: [total('visitors', 1_000), segment('a', 'in', 950), segment('b', 'in', 1_000)],
      shown: ['* visitors 1000', 'b in 1000', 'a in 950'],
    },
    {
      name: 'two segments 49 apart',
      rows: [segment('a', 'in', 300), segment('b', 'in', 251), segment('c', 'in', 250)],
      shown: ['a in 300', 'c in 250'],
    },
    {
      name: 'the answers of 50 browsers, and not those of 49',
      rows: [
        segment('a', 'bit', 3, { bucket: 'yes' }),
        segment('a', 'bit', 47, { bucket: 'no' }),
        segment('b', 'bit', 49, { bucket: 'no' }),
      ],
      shown: ['a bit yes 3', 'a bit no 47'],
    },
    {
      name: 'a missing part beside its whole',
      rows: [
        segment('a', 'left', 200),
        segment('a', 'dwell', 120, { bucket: '1h' }),
        segment('a', 'dwell', 60, { bucket: '1d' }),
        segment('a', 'dwell', 20, { bucket: '7d' }),
      ],
      shown: ['a left 200', 'a dwell 1h 120'],
    },
    {
      name: 'two missing parts beside their whole',
      rows: [
        segment('a', 'left', 200),
        segment('a', 'dwell', 160, { bucket: '1h' }),
        segment('a', 'dwell', 20, { bucket: '1d' }),
        segment('a', 'dwell', 20, { bucket: '7d' }),
      ],
      shown: ['a left 200', 'a dwell 1h 160'],
    },
  ])('$name', ({ rows, shown }) => {
    expect(show(hideSmall(rows, 50)).sort()).toEqual([...shown].sort());
  });

  test('of any table, no two shown cells of a kind tell of a group below k', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), sizes, (visitors, segments) => {
        const rows = [
          total('visitors', visitors),
          ...segments.map((size, i) => segment(`s${i}`, 'in', Math.min(size, visitors))),
        ];
        const values = hideSmall(rows, 50).map(({ delta }) => delta);
        for (const a of values) {
          expect(a).toBeGreaterThanOrEqual(50);
          for (const b of values) expect(a === b || Math.abs(a - b) >= 50).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('publishDay', () => {
  const publish = (visitors: number, first: number | null) => {
    const options = { day: DAY, k: 50, final: first !== null };
    const before =
      first === null
        ? null
        : publishDay([total('visitors', first)], { ...options, final: false, first: null });
    return publishDay([total('visitors', visitors)], { ...options, first: before }).rows[0]?.delta;
  };
  test.each([
    { first: null, later: 124, shown: 120 },
    { first: null, later: 125, shown: 130 },
    { first: 124, later: 160, shown: 120 },
    { first: 120, later: 169, shown: 120 },
    { first: 120, later: 170, shown: 170 },
    { first: 40, later: 51, shown: 50 },
  ])('shows $shown of $later when it was $first at first', ({ first, later, shown }) => {
    expect(publish(later, first)).toBe(shown);
  });
});

test('sizeRows adds leases up, and shows none of them', () => {
  const lease = (day: string, bucket: string, delta: number) =>
    segment('a', 'stock', delta, { day, bucket });
  const rows = [
    lease('2026-11-18', '7', 90),
    lease('2026-11-20', '5', -30),
    lease('2026-11-01', '3', 9),
  ];
  const sizes = sizeRows(rows, [
    '2026-11-17',
    '2026-11-18',
    '2026-11-20',
    '2026-11-24',
    '2026-11-25',
  ]);
  expect(sizes.map(({ day, bucket, delta }) => [day, bucket, delta])).toEqual([
    ['2026-11-18', '1', 90],
    ['2026-11-20', '1', 60],
    ['2026-11-24', '1', 60],
  ]);
});

test('a live site shows a day when it has ended, and later only what moved by k', async () => {
  const { ask, clock } = openApp();
  const own = await makeSite(ask, { env: 'live' });
  const day = '2026-11-23';
  let n = 0;
  const visit = async (times: number) => {
    for (let i = 0; i < times; i++) {
      const id = `${day}.${String(n++).padStart(22, '-')}`;
      const rows = [{ day, subject: '*', def: '', metric: 'visitors', delta: 1 }];
      expect((await send(ask, own.site, { v: 1, site: own.site, id, rows })).status).toBe(202);
    }
  };
  const read = () => readMetrics(ask, own, [day, day]);
  await visit(60);
  expect(await read()).toEqual({});
  clock.now += 86_400_000;
  expect(await read()).toEqual({ [`${day} * visitors`]: 60 });
  await visit(45);
  expect(await read()).toEqual({ [`${day} * visitors`]: 60 });
  clock.now += 7 * 86_400_000;
  expect(await read()).toEqual({ [`${day} * visitors`]: 60 });
  const other = openApp();
  other.clock.now = clock.now + 86_400_000;
  expect(await readMetrics(other.ask, own, [day, day])).toEqual({ [`${day} * visitors`]: 60 });
});

test('an experiment on a live site: moves in, levels out, from which the lift follows', async () => {
  const { ask, clock } = openApp();
  const own = await makeSite(ask, { env: 'live' });
  const { tenant } = (await testEnv.SITE.getByName(own.site).info()) as SiteInfo;
  const key = { site: own.site, tenant, day: TODAY, shard: 0 };
  const cell = (bucket: string, arm: string, n: number): [string, number] => [
    `${TODAY}|*||level|subscribe:${bucket}|holdout:${arm}`,
    n,
  ];
  const cells = [
    ...[cell('0:0', 'held', 140), cell('0:1', 'held', 60)],
    ...[cell('0:0', 'open', 100), cell('0:1', 'open', 100)],
  ];
  await testEnv.SITE.getByName(own.site).rollUp(key, { reports: 720, cells });
  clock.now += 3 * 86_400_000;
  const path = `/v1/sites/${own.site}/metrics?from=2026-11-25&to=2026-11-25`;
  const { rows } = (await (await ask(path, { token: own.token })).json()) as { rows: MetricRow[] };
  expect(rows.map(({ arm, bucket, value }) => [arm, bucket, value])).toEqual([
    ['holdout:held', 'subscribe:0:0', 140],
    ['holdout:open', 'subscribe:0:0', 100],
    ['holdout:held', 'subscribe:0:1', 60],
    ['holdout:open', 'subscribe:0:1', 100],
  ]);
  const lift = liftOf(rows, {
    ...{ experiment: 'holdout', control: 'held', treatment: 'open', outcome: 'subscribe' },
    scores: levelScores([1]),
    step: 10,
  });
  expect(lift?.absolute.value).toBeCloseTo(0.2);
  expect(lift?.absolute.p).toBeLessThan(0.001);
});

test('a site with noise draws it once, and keeps to that', async () => {
  const { ask, clock } = openApp();
  const own = await makeSite(ask, { env: 'live', noise: 0.01 });
  const { tenant } = (await testEnv.SITE.getByName(own.site).info()) as SiteInfo;
  const weeks = ['2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23'];
  const cells = weeks.map((week): [string, number] => [`${TODAY}|*||retained|${week}|`, 10_000]);
  const key = { site: own.site, tenant, day: TODAY, shard: 0 };
  await testEnv.SITE.getByName(own.site).rollUp(key, { reports: 9, cells });
  clock.now += 86_400_000;
  const read = () => readMetrics(ask, own, [TODAY, TODAY]);
  const first = await read();
  expect(Object.keys(first)).toHaveLength(4);
  // A deviation of 141 leaves all four in their step of 10 once in a million times.
  expect(Object.values(first).some((value) => value !== 10_000)).toBe(true);
  expect(await read()).toEqual(first);
});
