import { describe, expect, test } from 'vitest';
import { DAY, MONDAY, run, total } from './helpers.ts';

describe('first-time flags', () => {
  test.each([
    { name: 'one view', at: [0], visitors: 1, fresh: 1, weeks: 1 },
    { name: 'two views on a day', at: [0, 60_000], visitors: 1, fresh: 1, weeks: 1 },
    {
      name: 'the last millisecond of the day',
      at: [0, 14 * 3_600_000 - 1],
      visitors: 1,
      fresh: 1,
      weeks: 1,
    },
    { name: 'midnight', at: [0, 14 * 3_600_000], visitors: 2, fresh: 1, weeks: 1 },
    { name: 'the Sunday after', at: [0, 6 * DAY], visitors: 2, fresh: 1, weeks: 1 },
    { name: 'the Monday after', at: [0, 7 * DAY], visitors: 2, fresh: 1, weeks: 2 },
  ])('counts $name', ({ at, visitors, fresh, weeks }) => {
    const { rows } = run(at.map((ms) => ({ t: MONDAY + ms })));
    expect(total(rows, { metric: 'visitors' })).toBe(visitors);
    expect(total(rows, { metric: 'new_visitors' })).toBe(fresh);
    expect(total(rows, { metric: 'retained', subject: '*', bucket: '2026-11-23' })).toBe(weeks);
    expect(total(rows, { metric: 'page_views' })).toBe(at.length);
  });

  test('follows a cohort for 26 weeks and no further', () => {
    const back = (weeks: number) =>
      total(run([{ t: MONDAY }, { t: MONDAY + weeks * 7 * DAY }]).last, { metric: 'retained' });
    expect([26, 27].map(back)).toEqual([1, 0]);
  });

  test('takes lost history for what it is', () => {
    const { rows } = run([{ t: MONDAY, lostHistory: true }]);
    expect(total(rows, { metric: 'lost_history' })).toBe(1);
    expect(total(rows, { metric: 'new_visitors' })).toBe(0);
  });

  test('counts nobody where only time passed', () => {
    const { rows } = run([{ t: MONDAY, type: null, in: { a: MONDAY - 5 } }]);
    expect(rows.map((row) => row.metric)).toEqual(['stock']);
  });
});

describe('activity', () => {
  test('counts a session once, whichever events carry it', () => {
    const { rows } = run([
      { t: MONDAY, session: 5 },
      { t: MONDAY + 1, session: 5 },
      { t: MONDAY + 2, session: 9 },
    ]);
    expect(total(rows, { metric: 'sessions' })).toBe(2);
  });

  test('adds engaged milliseconds up before it counts whole seconds', () => {
    const beat = (i: number) => ({
      t: MONDAY + i,
      type: 'user_engagement',
      params: { engagement_time_msec: 700 },
    });
    expect(total(run([0, 1, 2].map(beat)).rows, { metric: 'engaged' })).toBe(2);
  });

  test.each([undefined, 'much', null, {}])('counts no engagement for %j', (value) => {
    const params = value === undefined ? {} : { engagement_time_msec: value };
    const { rows } = run([{ t: MONDAY, type: 'user_engagement', params }]);
    expect(total(rows, { metric: 'engaged' })).toBe(0);
  });
});

describe('segments', () => {
  const enter = { segment: 'a', t: MONDAY, in: true };

  test('counts an entry once although two tabs drain it', () => {
    const plan = { t: MONDAY, in: { a: MONDAY }, transitions: [enter] };
    const { rows } = run([{ t: MONDAY - 1 }, plan, { ...plan, t: MONDAY + 5 }]);
    expect(total(rows, { metric: 'entered' })).toBe(1);
    expect(total(rows, { metric: 'in' })).toBe(1);
  });

  test('counts a stay that came and went between two visits once', () => {
    const stay = [enter, { segment: 'a', t: MONDAY + 60_000, in: false }];
    const { rows } = run([{ t: MONDAY - 1 }, { t: MONDAY + DAY, transitions: stay }]);
    expect(total(rows, { metric: 'entered' })).toBe(1);
    expect(total(rows, { metric: 'left' })).toBe(1);
    expect(total(rows, { metric: 'dwell' })).toBe(1);
  });

  test('takes a new rule over old history for no entry', () => {
    const { rows } = run([{ t: MONDAY }, { t: MONDAY + 9, in: { a: MONDAY - 3 * DAY } }]);
    expect(total(rows, { metric: 'entered' })).toBe(0);
    expect(total(rows, { metric: 'in' })).toBe(1);
    expect(total(rows, { metric: 'stock' })).toBe(1);
  });

  test('starts anew under a new definition, without a minus for the old one', () => {
    const at = { t: MONDAY, in: { a: MONDAY - 9 } };
    const { last } = run([at, { ...at, t: MONDAY + 1, def: 'other' }]);
    expect(total(last, { metric: 'stock', def: 'other' })).toBe(1);
    expect(last.filter((row) => row.def === 'd-a')).toEqual([]);
  });

  test.each([
    { stay: 10 * 60_000 - 1, bucket: '10m' },
    { stay: 10 * 60_000, bucket: '1h' },
    { stay: 6 * DAY, bucket: '7d' },
    { stay: 90 * DAY, bucket: 'more' },
  ])('puts a stay of $stay ms into $bucket', ({ stay, bucket }) => {
    const out = MONDAY + stay;
    const { last } = run([
      { t: MONDAY - 1 },
      { t: MONDAY, in: { a: MONDAY }, transitions: [enter] },
      { t: out, transitions: [{ segment: 'a', t: out, in: false }] },
    ]);
    expect(total(last, { metric: 'left' })).toBe(1);
    expect(total(last, { metric: 'dwell', bucket })).toBe(1);
  });

  test.each([
    { days: 7, left: 1, late: 0 },
    { days: 8, left: 0, late: 1 },
  ])('books a lapse $days days ago as late: $late', ({ days, left, late }) => {
    const out = MONDAY + DAY;
    const { last } = run([
      { t: MONDAY - 1 },
      { t: MONDAY, in: { a: MONDAY }, transitions: [enter] },
      { t: out + days * DAY, transitions: [{ segment: 'a', t: out, in: false }] },
    ]);
    expect(total(last, { metric: 'left', day: '2026-11-24' })).toBe(left);
    expect(total(last, { metric: 'late' })).toBe(late);
  });

  test('credits a conversion to what was held before it, and to the total', () => {
    const { last } = run([
      { t: MONDAY, segments: ['a', 'b'], in: { a: MONDAY - 1 } },
      {
        t: MONDAY + 5,
        segments: ['a', 'b'],
        in: { b: MONDAY + 5 },
        transitions: [
          { segment: 'a', t: MONDAY + 5, in: false },
          { segment: 'b', t: MONDAY + 5, in: true },
        ],
        conversions: [{ id: 'buy', cents: 1999 }],
      },
    ]);
    const credit = (subject: string) => total(last, { metric: 'revenue', bucket: 'buy', subject });
    expect(['*', 'a', 'b'].map(credit)).toEqual([1999, 1999, 0]);
    expect(total(last, { metric: 'in', subject: 'b' })).toBe(1);
  });

  test('does not credit a segment that lapsed before the event', () => {
    const { last } = run([
      { t: MONDAY, in: { a: MONDAY - 1 } },
      {
        t: MONDAY + 5,
        transitions: [{ segment: 'a', t: MONDAY + 4, in: false }],
        conversions: [{ id: 'buy', cents: 0 }],
      },
    ]);
    expect(total(last, { metric: 'conversions', subject: 'a' })).toBe(0);
    expect(total(last, { metric: 'conversions', subject: '*' })).toBe(1);
    expect(total(last, { metric: 'revenue' })).toBe(0);
  });
});

test('draws one pair a day and tells its outcome', () => {
  const segments = ['a', 'b', 'c'];
  const outcomes = new Map<string, number>();
  for (let i = 0; i < 30; i++) {
    const { rows } = run(
      Array.from({ length: 20 }, (_, d) => ({ t: MONDAY + d * DAY + i, segments, in: { b: 1 } })),
    );
    const pairs = rows.filter((row) => row.metric === 'pair');
    expect(pairs).toHaveLength(20);
    for (const { subject, bucket, def } of pairs) {
      expect(def).toBe(
        subject
          .split('&')
          .map((id) => `d-${id}`)
          .join('&'),
      );
      outcomes.set(`${subject} ${bucket}`, (outcomes.get(`${subject} ${bucket}`) ?? 0) + 1);
    }
  }
  expect([...outcomes.keys()].sort()).toEqual(['a&b second', 'a&c none', 'b&c first']);
});
