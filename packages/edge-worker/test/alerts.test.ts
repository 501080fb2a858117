import type { MetricRow } from '@inkling/measure';
import { describe, expect, test } from 'vitest';
import { findAlerts } from '../src/metrics/find-alerts.ts';
import type { SiteInfo } from '../src/objects/site-object.ts';
import { makeSite, openApp, testEnv } from './helpers.ts';

const DAYS = ['15', '16', '17', '18', '19', '20', '21', '22'].map((day) => `2026-11-${day}`);
const SEGMENTS = [{ id: 'loyal', def: 'd' }];
const row = (day: string, metric: MetricRow['metric'], value: number, more = {}): MetricRow => ({
  ...{ day, subject: '*', def: '', metric, value },
  ...more,
});

describe('a size', () => {
  const sizes = (values: readonly number[]) =>
    values.map((value, i) =>
      row(DAYS[i]!, 'stock', value, { subject: 'loyal', def: 'd', bucket: '1' }),
    );
  const week = (last: number, before = 200) => sizes([...Array(7).fill(before), last]);
  test.each([
    { name: 'half as large', rows: week(100), alerts: 0 },
    { name: 'below half', rows: week(99), alerts: 1 },
    { name: 'half as large again', rows: week(300), alerts: 0 },
    { name: 'larger than that', rows: week(301), alerts: 1 },
    { name: 'gone', rows: week(0), alerts: 1 },
    { name: 'gone from 99', rows: week(0, 99), alerts: 0 },
    { name: 'gone from 100', rows: week(0, 100), alerts: 1 },
    {
      name: 'one odd day before',
      rows: sizes([200, 200, 900, 200, 200, 200, 200, 200]),
      alerts: 0,
    },
  ])('$name: $alerts', ({ rows, alerts }) => {
    const found = findAlerts(rows, { segments: SEGMENTS, days: DAYS });
    expect(found).toHaveLength(alerts);
    if (alerts) expect(found[0]).toMatchObject({ kind: 'size', segment: 'loyal' });
  });
});

describe('a share of lost histories', () => {
  const lost = (before: number, after: number) =>
    DAYS.flatMap((day, i) => [
      row(day, 'visitors', 1000),
      row(day, 'lost_history', i === 7 ? after : before),
    ]);
  test.each([
    { before: 1, after: 19, alerts: 0 },
    { before: 1, after: 20, alerts: 1 },
    { before: 10, after: 30, alerts: 0 },
    { before: 10, after: 31, alerts: 1 },
  ])('of $before, then $after in 1,000: $alerts', ({ before, after, alerts }) => {
    const found = findAlerts(lost(before, after), { segments: [], days: DAYS });
    expect(found).toHaveLength(alerts);
    if (alerts) {
      expect(found).toEqual([{ kind: 'lost_history', before: before / 1000, after: after / 1000 }]);
    }
  });

  test('says nothing of three days', () => {
    const days = DAYS.slice(-3);
    expect(findAlerts(lost(1, 900), { segments: [], days })).toEqual([]);
  });
});

test('the route tells of the last whole day, and of rules that run out', async () => {
  const { ask, clock } = openApp();
  const own = await makeSite(ask, {});
  const { tenant } = (await testEnv.SITE.getByName(own.site).info()) as SiteInfo;
  for (const [i, day] of DAYS.entries()) {
    const cells: [string, number][] = [
      [`${day}|*||visitors||`, 100],
      [`${day}|*||lost_history||`, i === 7 ? 50 : 1],
    ];
    const key = { site: own.site, tenant, day, shard: 0 };
    await testEnv.SITE.getByName(own.site).rollUp(key, { reports: 100, cells });
  }
  const read = async () => {
    const response = await ask(`/v1/sites/${own.site}/alerts`, { token: own.token });
    return { status: response.status, ...((await response.json()) as object) };
  };
  expect(await read()).toEqual({
    status: 200,
    site: own.site,
    day: '2026-11-22',
    alerts: [{ kind: 'lost_history', before: 0.01, after: 0.5 }],
    expires: null,
    review: null,
  });
  const bundle = (await (await ask(`/v1/sites/${own.site}/rules.json`)).json()) as {
    expires: number;
  };
  clock.now = bundle.expires - 7 * 86_400_000;
  expect(await read()).toMatchObject({ expires: null });
  clock.now += 1;
  expect(await read()).toMatchObject({ expires: bundle.expires });
});
