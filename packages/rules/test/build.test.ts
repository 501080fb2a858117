import { parseRules } from '@inkling/rules';
import * as b from '@inkling/rules/build';
import { describe, expect, test } from 'vitest';
import { fileAround, SOUND_CONDITIONS as JSON_OF } from './sound-conditions.ts';

/** Each example of the language, as the builder says it. */
const BUILT: Readonly<Record<string, b.Condition>> = {
  count: b.count('page_view').where({ section: 'politics' }).within('7d').gte(3),
  'count of several': b.count(['view_item', 'add_to_cart']).within('today').between(1, 4),
  'count of all': b.count('*').within({ from: '90d', to: '30d' }).eq(0),
  'count within first': b.count('play').withinFirst('3d', 'play').gte(5),
  'count since': b.count('purchase').within({ since: '2026-03-01' }).gte(1),
  'count between': b
    .count('purchase')
    .within({ between: ['2026-03-01', '2026-04-01T00:00:00Z'] })
    .gte(1),
  'count of sessions': b.count('page_view').within({ sessions: 3 }).gte(2),
  sum: b.sum('purchase', 'value').within('90d').gt(500),
  min: b.min('purchase', 'value').lt(10),
  max: b.max('purchase', 'value').within('this-month').gte(100),
  avg: b.avg('purchase', 'value').within('1w').lte(20.5),
  revenue: b.revenue().within('365d').gte(100),
  distinct: b.distinct('page_view', 'section').within('30d').cap(50).gte(4),
  list: b.list('purchase', 'items.brand').includes('acme'),
  top: b.top('page_view', 'section').least(2).within('30d').eq('politics'),
  bottom: b.bottom('page_view', 'section').in(['sport', 'culture']),
  first: b.first('session_start', 'source').eq('newsletter'),
  last: b.last('view_item', 'item_category', 2).ne('shoes'),
  nth: b.nth('purchase', 'value', 3).exists(true),
  'since-last': b.sinceLast('purchase').between('60d', '26w'),
  'since-first': b.sinceFirst('purchase').lte('30d'),
  periods: b.periods('page_view', 'day').within('28d').gte(5),
  'periods with a total': b
    .periods('purchase', 'month', { field: 'value', gte: 50 })
    .within('365d')
    .gte(3),
  regular: b.regular('login', { every: '2d', of: 4, least: 1, running: false }).gte(3),
  streak: b.streak('page_view', 'week').gte(4),
  engaged: b
    .engaged()
    .where({ title: { contains: 'dogs' } })
    .within('7d')
    .gte('2m'),
  'engaged-views': b
    .engagedViews({ seconds: { gt: 15 }, scrolled: { gte: 80 } })
    .within('session')
    .gte(3),
  completion: b.completion('page').gt(80),
  'completion of pages': b.completion('pages').within('7d').gt(80),
  sequence: b
    .sequence(
      { event: 'begin_checkout' },
      { event: 'add_payment_info', within: '1h', without: { event: 'view_cart' } },
      { not: { event: 'purchase', within: '1h' } },
    )
    .same('cart_id')
    .within('30d')
    .gte(1),
  ratio: b.ratio(b.count('purchase'), b.count('page_view').within('30d')).gte(0.1),
  difference: b.difference(b.count('play'), b.count('favourite')).gt(0),
  trend: b.trend(b.count('page_view').within('14d')).lte(-0.5),
  score: b
    .score({
      clauses: [{ event: 'view_item', points: 3, cap: 30, where: { price: { gt: 50 } } }],
      halfLife: '14d',
      cap: 100,
    })
    .gte(20),
  strongest: b.strongest({ developer: b.count('docs'), marketer: b.count('blog') }).eq('developer'),
  percentile: b.percentile('reads').gte(0.8),
  model: b.model('propensity').gte(0.6),
  trait: b.trait('plan').eq('pro'),
  context: b.context('device').in(['mobile', 'tablet']),
  'nth-event': b.nthEvent('purchase', 3).gte('2026-03-01').lt('2026-04-01'),
  entered: b.entered('other').within('7d'),
  exited: b.exited('other').within('7d').eq(0),
  'in-for': b.inFor('other').gte('2h'),
  signal: b.signal('reads').gte(2),
  in: b.inSegment('other'),
  all: b.all(b.inSegment('other'), b.not(b.count('a').eq(0))),
  any: b.any(b.inSegment('other')),
  atLeast: b.atLeast(1, b.inSegment('other'), b.inSegment('other')),
};

test.each(Object.entries(BUILT))('%s says the same as its JSON', (name, built) => {
  expect(JSON.parse(JSON.stringify(built))).toEqual(JSON_OF[name]);
});

test('every measure of the language can be built', () => {
  const unbuilt = Object.keys(JSON_OF).filter((name) => !(name in BUILT));
  // Other ways to fade, which the builder takes as JSON.
  expect(unbuilt).toEqual(['score that fades in a line', 'score that fades in steps']);
});

describe('defineRules', () => {
  const reads = b.count('page_view').within('30d');

  test('gives a rule file that parses to the same as one written by hand', () => {
    const file = b.defineRules({
      site: 'daily-ink',
      timezone: 'Europe/Berlin',
      signals: { reads },
      models: { m: { kind: 'logistic', inputs: [reads, 1], weights: [1, 2] } },
      segments: {
        keen: b.segment({ enter: b.signal('reads').gte(5), exit: reads.eq(0), dwell: '1h' }),
        rest: b.segment({ enter: b.not(b.inSegment('keen')), name: 'Everyone else' }),
      },
      groups: { keenness: ['keen', 'rest'] },
    });
    expect(JSON.parse(JSON.stringify(file))).toEqual({
      format: 1,
      site: 'daily-ink',
      timezone: 'Europe/Berlin',
      signals: { reads: { count: 'page_view', within: '30d' } },
      models: {
        m: {
          kind: 'logistic',
          inputs: [{ count: 'page_view', within: '30d' }, 1],
          weights: [1, 2],
        },
      },
      segments: {
        keen: {
          enter: { signal: 'reads', gte: 5 },
          exit: { count: 'page_view', within: '30d', eq: 0 },
          dwell: '1h',
        },
        rest: { enter: { not: { in: 'keen' } }, name: 'Everyone else' },
      },
      groups: { keenness: ['keen', 'rest'] },
    });
    expect(parseRules(file).segments.map(({ id }) => id)).toEqual(['keen', 'rest']);
  });

  test('the cell of those in no segment of a group may be asked for and shown something', () => {
    const file = b.defineRules({
      site: 'a',
      segments: {
        keen: b.segment({ enter: reads.gte(5) }),
        idle: b.segment({ enter: b.all(b.inSegment('rest'), reads.eq(0)) }),
      },
      groups: { keenness: { segments: ['keen'], otherwise: 'rest' } },
      experiences: {
        hello: b.experience({ segment: 'rest', slot: 'top', variants: { on: { text: 'Hi' } } }),
      },
    });
    const { segments, experiences } = parseRules(file);
    expect(segments.map(({ id }) => id)).toContain('rest');
    expect(experiences.map(({ segment }) => segment)).toEqual(['rest']);
  });

  test('refuses what types cannot see', () => {
    const segments = { a: b.segment({ enter: b.inSegment('nobody') }) };
    expect(() => b.defineRules({ site: 'a', segments })).toThrow(/unknown-reference/);
  });

  test('a measure is not changed by what is made of it', () => {
    const base = b.count('page_view');
    base.within('7d').gte(1);
    expect(base.toJSON()).toEqual({ count: 'page_view' });
  });

  test('the built condition reads the same inside a file', () => {
    expect(() => parseRules(fileAround(JSON.parse(JSON.stringify(BUILT.count))))).not.toThrow();
  });
});
