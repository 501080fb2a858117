import { diffRules, parseRules } from '@inkling/rules';
import { expect, test } from 'vitest';

const SEGMENT = { enter: { count: 'page_view', within: '7d', gte: 3 }, objective: 'Trials' };
const BASE = { format: 1, site: 'a', segments: { keen: SEGMENT } };

function changes(before: object, after: object) {
  const [a, b] = [parseRules({ ...BASE, ...before }), parseRules({ ...BASE, ...after })];
  return diffRules(a, b).map(({ path, meaning, words }) => ({ path, meaning, words }));
}

const keen = (more: object) => ({ segments: { keen: { ...SEGMENT, ...more } } });

test.each([
  { name: 'nothing', before: {}, after: {}, found: [] },
  {
    name: 'spelling',
    before: {},
    after: keen({ enter: { count: ['page_view'], within: '1w', gte: 3 } }),
    found: [],
  },
  {
    name: 'a threshold',
    before: {},
    after: keen({ enter: { count: 'page_view', within: '7d', gte: 4 } }),
    found: [
      {
        path: 'segments.keen.enter',
        meaning: true,
        words:
          'keen: enters when: Viewed 4 or more pages in the last 7 days. Before: enters when: Viewed 3 or more pages in the last 7 days.',
      },
    ],
  },
  {
    name: 'an exit and a dwell',
    before: {},
    after: keen({ exit: { count: 'page_view', within: '7d', eq: 0 }, dwell: '1h' }),
    found: [
      {
        path: 'segments.keen.exit',
        meaning: true,
        words:
          'keen: leaves when: Viewed no pages in the last 7 days. Before: leaves when it no longer holds.',
      },
      {
        path: 'segments.keen.dwell',
        meaning: true,
        words: 'keen: stays for 1 hour at the least. Before: no time.',
      },
    ],
  },
  {
    name: 'words',
    before: {},
    after: keen({ objective: 'Subscriptions', review: '90d' }),
    found: [
      {
        path: 'segments.keen.objective',
        meaning: false,
        words: 'keen: objective is "Subscriptions". Before: "Trials".',
      },
      {
        path: 'segments.keen.review',
        meaning: false,
        words: 'keen: review is 90d. Before: not set.',
      },
    ],
  },
  {
    name: 'one segment for another',
    before: {},
    after: { segments: { new: { enter: { trait: 'plan', eq: 'pro' } } } },
    found: [
      { path: 'segments.new', meaning: true, words: 'new is new: Plan is pro.' },
      { path: 'segments.keen', meaning: true, words: 'keen is gone.' },
    ],
  },
  {
    name: 'a signal that a segment uses',
    before: { signals: { s: { count: 'a' } }, ...keen({ enter: { signal: 's', gte: 1 } }) },
    after: { signals: { s: { count: 'b' } }, ...keen({ enter: { signal: 's', gte: 1 } }) },
    found: [
      {
        path: 'segments.keen',
        meaning: true,
        words:
          'keen means something else now: a signal, model, segment or setting that it uses changed.',
      },
      {
        path: 'signals.s',
        meaning: false,
        words: 'The signal s is now: Number of "b". Before: Number of "a".',
      },
    ],
  },
  {
    name: 'a group',
    before: {},
    after: { groups: { g: { segments: ['keen'], otherwise: 'rest' } } },
    found: [
      {
        path: 'groups.g',
        meaning: true,
        words: 'The group g is new: keen, the first that holds, otherwise rest.',
      },
    ],
  },
  {
    name: 'a conversion',
    before: {},
    after: { conversions: { buy: { event: 'purchase', value: 'value' } } },
    found: [
      {
        path: 'conversions.buy',
        meaning: false,
        words: 'The conversion buy is new: purchases, worth their value.',
      },
    ],
  },
  {
    name: 'a setting',
    before: {},
    after: { record: { keep: '100d', types: [] } },
    found: [
      {
        path: 'record',
        meaning: false,
        words: expect.stringContaining('record is {"types":[],"keepMs":8640000000}.'),
      },
    ],
  },
])('tells $name', ({ before, after, found }) => {
  expect(changes(before, after)).toEqual(found);
});
