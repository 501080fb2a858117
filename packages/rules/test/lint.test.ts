import {
  eventCosts,
  type FindingCode,
  lintRules,
  parseRules,
  recordingNeeds,
} from '@inkling/rules';
import { describe, expect, test } from 'vitest';

const TODAY = '2026-03-01';
type Segments = Readonly<Record<string, object>>;

function lint(segments: Segments, more: object = {}, maxSegments?: number) {
  const rules = parseRules({ format: 1, site: 'a', currency: 'EUR', segments, ...more });
  return lintRules(rules, { today: TODAY, ...(maxSegments === undefined ? {} : { maxSegments }) });
}

/** Paths at which a code was found. */
function found(code: FindingCode, segments: Segments, more: object = {}): readonly string[] {
  return lint(segments, more)
    .filter((finding) => finding.code === code)
    .map(({ path }) => path);
}

const views = (tests: object, within: unknown = '7d') => ({ count: 'page_view', within, ...tests });
const ENTER = 'segments.a.enter';

describe('never true', () => {
  test.each([
    { name: 'fewer than none', enter: views({ lt: 0 }), paths: [ENTER] },
    { name: 'fewer than one', enter: views({ lt: 1 }), paths: [] },
    { name: 'between whole numbers', enter: views({ gt: 2, lt: 3 }), paths: [ENTER] },
    { name: 'one whole number between', enter: views({ gt: 2, lt: 4 }), paths: [] },
    { name: 'half a page', enter: views({ eq: 0.5 }), paths: [ENTER] },
    {
      name: 'two thresholds',
      enter: { all: [views({ gte: 3 }), views({ lt: 3 })] },
      paths: [ENTER],
    },
    {
      name: 'two thresholds that meet',
      enter: { all: [views({ gte: 3 }), views({ lte: 3 })] },
      paths: [],
    },
    {
      name: 'more in less time',
      enter: { all: [views({ gte: 3 }, '7d'), views({ lt: 3 }, '30d')] },
      paths: [ENTER],
    },
    {
      name: 'fewer in less time',
      enter: { all: [views({ lt: 3 }, '7d'), views({ gte: 3 }, '30d')] },
      paths: [],
    },
    {
      name: 'of a section and of none',
      enter: {
        all: [
          { count: 'page_view', where: { s: 'x' }, gte: 1 },
          { count: 'page_view', eq: 0 },
        ],
      },
      paths: [ENTER],
    },
    {
      name: 'of another section',
      enter: {
        all: [
          { count: 'page_view', where: { s: 'x' }, gte: 1 },
          { count: 'page_view', where: { s: 'y' }, eq: 0 },
        ],
      },
      paths: [],
    },
    {
      name: 'bought lately and long ago',
      enter: {
        all: [
          { count: 'purchase', within: '30d', gte: 1 },
          { 'since-last': 'purchase', gte: '30d' },
        ],
      },
      paths: [ENTER],
    },
    {
      name: 'bought lately and just now',
      enter: {
        all: [
          { count: 'purchase', within: '30d', gte: 1 },
          { 'since-last': 'purchase', lt: '30d' },
        ],
      },
      paths: [],
    },
    {
      name: 'not bought lately, yet just now',
      enter: {
        all: [
          { count: 'purchase', within: '30d', eq: 0 },
          { 'since-last': 'purchase', lt: '30d' },
        ],
      },
      paths: [ENTER],
    },
    {
      name: 'not bought lately',
      enter: {
        all: [
          { count: 'purchase', within: '30d', eq: 0 },
          { 'since-last': 'purchase', gte: '30d' },
        ],
      },
      paths: [],
    },
    {
      name: 'two plans at once',
      enter: {
        all: [
          { trait: 'plan', eq: 'pro' },
          { trait: 'plan', eq: 'free' },
        ],
      },
      paths: [ENTER],
    },
    {
      name: 'two traits',
      enter: {
        all: [
          { trait: 'plan', eq: 'pro' },
          { trait: 'seat', eq: 'free' },
        ],
      },
      paths: [],
    },
    {
      name: 'a truth and its opposite',
      enter: { all: [{ trait: 'p', eq: 1 }, { not: { trait: 'p', eq: 1 } }] },
      paths: [ENTER],
    },
    {
      name: 'no trait, yet a value',
      enter: {
        all: [
          { trait: 'p', exists: false },
          { trait: 'p', ne: 1 },
        ],
      },
      paths: [ENTER],
    },
    {
      name: 'no trait',
      enter: { all: [{ trait: 'p', exists: false }, { not: { trait: 'p', eq: 1 } }] },
      paths: [],
    },
    {
      name: 'more days than there are',
      enter: { periods: 'a', per: 'day', within: '7d', gte: 30 },
      paths: [ENTER],
    },
    { name: 'every day', enter: { periods: 'a', per: 'day', within: '7d', gte: 8 }, paths: [] },
    {
      name: 'more periods than are looked at',
      enter: { regular: 'a', every: '1d', of: 4, gte: 5 },
      paths: [ENTER],
    },
    { name: 'all periods', enter: { regular: 'a', every: '1d', of: 4, gte: 4 }, paths: [] },
    { name: 'past the end of a page', enter: { completion: 'page', gt: 100 }, paths: [ENTER] },
    { name: 'the end of a page', enter: { completion: 'page', gte: 100 }, paths: [] },
    { name: 'above everybody', enter: { percentile: 's', gt: 1 }, paths: [ENTER] },
    {
      name: 'above a capped score',
      enter: { score: { clauses: [{ event: 'a', points: 1, cap: 5 }] }, gt: 5 },
      paths: [ENTER],
    },
    {
      name: 'at a capped score',
      enter: { score: { clauses: [{ event: 'a', points: 1, cap: 5 }] }, gte: 5 },
      paths: [],
    },
    {
      name: 'one leaf of many',
      enter: { any: [views({ gte: 1 }), views({ lt: 0 })] },
      paths: [`${ENTER}.any[1]`],
    },
    {
      name: 'two of two that exclude each other',
      enter: { atLeast: 2, of: [views({ eq: 0 }), views({ eq: 1 })] },
      paths: [ENTER],
    },
    {
      name: 'one of two that exclude each other',
      enter: { atLeast: 1, of: [views({ eq: 0 }), views({ eq: 1 })] },
      paths: [],
    },
    {
      name: 'by way of a signal',
      enter: {
        all: [
          { signal: 's', gte: 3 },
          { count: 'page_view', lt: 3 },
        ],
      },
      paths: [ENTER],
    },
    {
      name: 'by way of a segment',
      enter: { all: [{ in: 'b' }, views({ eq: 0 })] },
      paths: [ENTER],
    },
  ])('$name', ({ enter, paths }) => {
    const signals = { s: { count: 'page_view' } };
    const segments = { a: { enter }, b: { enter: views({ gte: 5 }) } };
    expect(found('never-true', segments, { signals })).toEqual(paths);
  });

  test('an exit that never comes', () => {
    const a = { enter: views({ gte: 1 }), exit: views({ lt: 0 }) };
    expect(found('never-true', { a })).toEqual(['segments.a.exit']);
  });

  test('a latched segment is not taken for its enter', () => {
    const b = { enter: views({ gte: 5 }), exit: { count: 'leave', gte: 1 } };
    const a = { enter: { all: [{ in: 'b' }, views({ eq: 0 })] } };
    expect(found('never-true', { a, b })).toEqual([]);
  });
});

describe('always true', () => {
  test.each([
    { name: 'none or more', enter: views({ gte: 0 }), paths: [ENTER] },
    { name: 'one or more', enter: views({ gte: 1 }), paths: [] },
    { name: 'a count that exists', enter: views({ exists: true }), paths: [ENTER] },
    {
      name: 'a smallest value that exists',
      enter: { min: 'a', field: 'v', exists: true },
      paths: [],
    },
    { name: 'either side', enter: { any: [views({ gte: 3 }), views({ lt: 3 })] }, paths: [ENTER] },
    {
      name: 'either side of an absent value',
      enter: {
        any: [
          { trait: 'p', gte: 3 },
          { trait: 'p', lt: 3 },
        ],
      },
      paths: [],
    },
    {
      name: 'either side, or absent',
      enter: { any: [{ trait: 'p', eq: 3 }, { not: { trait: 'p', eq: 3 } }] },
      paths: [ENTER],
    },
    { name: 'a sum that is not negative', enter: { sum: 'a', field: 'v', gte: 0 }, paths: [] },
    {
      name: 'a leaf inside',
      enter: { all: [views({ gte: 0 }), views({ gte: 4 })] },
      paths: [`${ENTER}.all[0]`],
    },
  ])('$name', ({ enter, paths }) => {
    expect(found('always-true', { a: { enter } })).toEqual(paths);
  });
});

describe('pairs of segments', () => {
  const pair = (a: object, b: object) => ({ a: { enter: a }, b: { enter: b } });
  const politics = (tests: object) => ({
    count: 'page_view',
    where: { s: 'politics' },
    within: '7d',
    ...tests,
  });
  test.each<{
    name: string;
    code: FindingCode;
    segments: Segments;
    more?: object;
    paths: readonly string[];
  }>([
    {
      name: 'the same words',
      code: 'duplicate',
      segments: pair(views({ gte: 1 }), views({ gte: 1 })),
      paths: ['segments.b'],
    },
    {
      name: 'the same meaning',
      code: 'duplicate',
      segments: pair(views({ gte: 3 }), views({ gt: 2 })),
      paths: ['segments.b'],
    },
    {
      name: 'another threshold',
      code: 'duplicate',
      segments: pair(views({ gte: 3 }), views({ gte: 2 })),
      paths: [],
    },
    {
      name: 'another dwell',
      code: 'duplicate',
      segments: { a: { enter: views({ gte: 1 }) }, b: { enter: views({ gte: 1 }), dwell: '1h' } },
      paths: [],
    },
    {
      name: 'a narrower filter',
      code: 'implies',
      segments: pair(politics({ gte: 1 }), views({ gte: 1 })),
      paths: ['segments.a'],
    },
    {
      name: 'a wider filter',
      code: 'implies',
      segments: pair(views({ gte: 1 }), politics({ gte: 1 })),
      paths: ['segments.b'],
    },
    {
      name: 'a shorter window',
      code: 'implies',
      segments: pair(views({ gte: 3 }, '7d'), views({ gte: 2 }, '30d')),
      paths: ['segments.a'],
    },
    {
      name: 'a shorter window, yet fewer',
      code: 'implies',
      segments: pair(views({ gte: 2 }, '7d'), views({ gte: 3 }, '30d')),
      paths: [],
    },
    {
      name: 'another condition besides',
      code: 'implies',
      segments: pair({ all: [views({ gte: 1 }), { trait: 'p', eq: 1 }] }, views({ gte: 1 })),
      paths: ['segments.a'],
    },
    {
      name: 'said on purpose',
      code: 'implies',
      segments: pair({ all: [{ in: 'b' }, { trait: 'p', eq: 1 }] }, views({ gte: 1 })),
      paths: [],
    },
    {
      name: 'a latched one',
      code: 'implies',
      segments: {
        a: { enter: politics({ gte: 1 }) },
        b: { enter: views({ gte: 1 }), exit: { trait: 'p', eq: 1 } },
      },
      paths: [],
    },
    {
      name: 'tiers that overlap',
      code: 'overlap',
      segments: pair(views({ gte: 3 }), views({ gte: 10 })),
      paths: ['segments.b'],
    },
    {
      name: 'tiers that do not',
      code: 'overlap',
      segments: pair(views({ between: [3, 9] }), views({ gte: 10 })),
      paths: [],
    },
    {
      name: 'tiers in a group',
      code: 'overlap',
      segments: pair(views({ gte: 3 }), views({ gte: 10 })),
      more: { groups: { g: ['b', 'a'] } },
      paths: [],
    },
    {
      name: 'the wider tier first',
      code: 'shadowed',
      segments: pair(views({ gte: 3 }), views({ gte: 10 })),
      more: { groups: { g: ['a', 'b'] } },
      paths: ['groups.g'],
    },
    {
      name: 'the narrower tier first',
      code: 'shadowed',
      segments: pair(views({ gte: 3 }), views({ gte: 10 })),
      more: { groups: { g: ['b', 'a'] } },
      paths: [],
    },
  ])('$code: $name', ({ code, segments, more = {}, paths }) => {
    expect(found(code, segments, more)).toEqual(paths);
  });
});

describe('what people need', () => {
  const whole = { enter: views({ gte: 1 }), objective: 'o', kpi: 'k', message: 'm' };
  test.each<{ code: FindingCode; key: string }>([
    { code: 'no-objective', key: 'objective' },
    { code: 'no-kpi', key: 'kpi' },
    { code: 'no-message', key: 'message' },
  ])('$code', ({ code, key }) => {
    expect(found(code, { a: whole })).toEqual([]);
    const without = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== key));
    expect(found(code, { a: without })).toEqual(['segments.a']);
  });

  test.each([
    { review: '90d', reviewed: '2025-12-01', paths: [] },
    { review: '90d', reviewed: '2025-11-30', paths: ['segments.a.reviewed'] },
    { review: '90d', reviewed: undefined, paths: [] },
    { review: undefined, reviewed: '2020-01-01', paths: [] },
  ])('a review every $review, last on $reviewed', ({ review, reviewed, paths }) => {
    const dates = JSON.parse(JSON.stringify({ review, reviewed })) as object;
    expect(found('review-passed', { a: { ...whole, ...dates } })).toEqual(paths);
  });

  test('a day that is none is a mistake of the caller', () => {
    const rules = parseRules({ format: 1, site: 'a' });
    expect(() => lintRules(rules, { today: 'tomorrow' })).toThrow(RangeError);
  });

  test.each([
    { count: 20, most: undefined, found: 0 },
    { count: 21, most: undefined, found: 1 },
    { count: 3, most: 2, found: 1 },
  ])('$count segments with a limit of $most', ({ count, most, found }) => {
    const entries = Array.from({ length: count }, (_, i) => [
      `s${i}`,
      { enter: { trait: `t${i}`, eq: 1 } },
    ]);
    const findings = lint(Object.fromEntries(entries), {}, most);
    expect(findings.filter(({ code }) => code === 'too-many-segments')).toHaveLength(found);
  });
});

describe('cost of an event', () => {
  const many = (count: number) => {
    const entries = Array.from({ length: count }, (_, i) => [
      `s${i}`,
      { enter: views({ gte: 1 }, `${i + 1}d`) },
    ]);
    return Object.fromEntries(entries) as Segments;
  };
  test.each([
    { count: 100, paths: [] },
    { count: 101, paths: ['segments'] },
  ])('$count windows', ({ count, paths }) => {
    expect(found('costly', many(count))).toEqual(paths);
  });

  test('equal measures cost once, and a rule for every event costs each', () => {
    const segments = {
      a: { enter: views({ gte: 1 }) },
      b: { enter: views({ gte: 2 }) },
      c: { enter: { count: '*', gte: 9 } },
    };
    const rules = parseRules({ format: 1, site: 'a', segments });
    expect(eventCosts(rules)).toEqual([
      { type: 'page_view', measures: 2 },
      { type: '*', measures: 1 },
    ]);
  });
});

describe('what must be recorded', () => {
  test.each([
    {
      enter: { score: { clauses: [{ event: 'a', points: 1 }], halfLife: '1d' }, gt: 1 },
      needs: [{ type: 'a', params: [], horizonMs: 32 * 86_400_000 }],
    },
    {
      enter: { count: 'purchase', within: '1d', gte: 1 },
      needs: [{ type: 'purchase', params: ['transaction_id'], horizonMs: 86_400_000 }],
    },
    {
      enter: { completion: 'page', where: { section: 'a' }, gte: 1 },
      needs: [
        { type: 'page_view', params: ['page'], horizonMs: null },
        { type: 'scroll', params: ['page', 'percent_scrolled', 'section'], horizonMs: null },
      ],
    },
    {
      enter: { count: 'a', where: { 'b.c': 1, '@hour': 3 }, within: '7d', gte: 1 },
      needs: [{ type: 'a', params: ['b'], horizonMs: 7 * 86_400_000 }],
    },
    { enter: { count: 'a', gte: 1 }, needs: [{ type: 'a', params: [], horizonMs: null }] },
    {
      enter: {
        all: [
          { count: 'a', within: '7d', gte: 1 },
          { sum: 'a', field: 'v', within: '9d', gte: 1 },
        ],
      },
      needs: [{ type: 'a', params: ['v'], horizonMs: 9 * 86_400_000 }],
    },
    {
      enter: { trend: { count: 'a', within: '7d' }, gte: 1 },
      needs: [{ type: 'a', params: [], horizonMs: 14 * 86_400_000 }],
    },
    {
      enter: { trait: 'plan', eq: 'pro' },
      needs: [{ type: 'trait', params: ['plan'], horizonMs: null }],
    },
    {
      enter: { engaged: true, within: 'today', gte: 1 },
      needs: [{ type: 'user_engagement', params: ['engagement_time_msec'], horizonMs: 90_000_000 }],
    },
    { enter: { count: '*', gte: 1 }, needs: [{ type: '*', params: [], horizonMs: null }] },
    {
      enter: { sequence: [{ event: 'a' }, { event: 'b' }], same: 'k', within: '1d', gte: 1 },
      needs: [
        { type: 'a', params: ['k'], horizonMs: 86_400_000 },
        { type: 'b', params: ['k'], horizonMs: 86_400_000 },
      ],
    },
  ])('$enter', ({ enter, needs }) => {
    expect(
      recordingNeeds(parseRules({ format: 1, site: 'a', segments: { a: { enter } } })),
    ).toEqual(needs);
  });

  test('is told in words, and not where there is nothing to record', () => {
    const [note, ...rest] = lint({ a: { enter: views({ gte: 1 }) } }).filter(
      ({ code }) => code === 'records',
    );
    expect(note?.words).toBe('The rules need "page_view", for 7 days.');
    expect(rest).toEqual([]);
    expect(lint({})).toEqual([]);
  });
});
