import { createEngine, type InkEvent } from '@inkling/engine';
import { explain } from '@inkling/engine/explain';
import { extra } from '@inkling/engine/extra';
import {
  compileRules,
  describeExplanation,
  type ExplainedCondition,
  parseRules,
} from '@inkling/rules';
import { expect, test } from 'vitest';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const START = Date.UTC(2026, 0, 5);
const views = (tests: object) => ({ count: 'page_view', within: '7d', ...tests });

/** Two page views, a day apart, of 60 engaged seconds each; a plan; then half a day. */
function lines(enter: unknown, more: object = {}, groups: object = {}): readonly string[] {
  const segments = { s: { enter, ...more }, first: { enter: views({ gte: 1 }) } };
  const rules = parseRules({ format: 1, site: 'a', segments, groups });
  const engine = createEngine(compileRules(rules), { extra });
  const tell = (n: number, days: number, type: string, params: InkEvent['params']): void => {
    engine.add({ id: ['t', n], t: START + days * DAY_MS, type, session: START, params });
  };
  tell(1, 0, 'page_view', {});
  tell(2, 0, 'user_engagement', { engagement_time_msec: 40_000 });
  tell(3, 0, 'trait', { plan: 'free' });
  tell(4, 1, 'page_view', {});
  const now = START + 1.5 * DAY_MS;
  engine.advance(now);
  const told = describeExplanation(rules.segments[0]!, explain(engine, 's'), { now });
  const line = ({ asked, found, node, of }: ExplainedCondition, depth: number): string[] => {
    const mark = node.holds === null ? '?' : node.holds ? '+' : '-';
    const words = found === null ? asked : `${asked}${asked.endsWith(':') ? '' : ':'} ${found}`;
    return [`${'  '.repeat(depth)}${mark} ${words}`, ...of.flatMap((one) => line(one, depth + 1))];
  };
  return [told.words, ...line(told.enter, 1), ...(told.exit ? line(told.exit, 2) : [])];
}

test.each([
  {
    name: 'a miss by one',
    enter: views({ gte: 3 }),
    told: ['Not in s', '  - Viewed 3 or more pages in the last 7 days: is 2; 1 more page'],
  },
  {
    name: 'a hit, and how long it lasts',
    enter: views({ gte: 2 }),
    told: [
      'In s since 6 January 2026 00:00 UTC, until 12 January 2026 00:00 UTC',
      '  + Viewed 2 or more pages in the last 7 days: is 2; for 5 days 12 hours more',
    ],
  },
  {
    name: 'a set, by what it holds',
    enter: { list: 'trait', field: 'plan', includes: 'pro' },
    told: ['Not in s', '  - The set of plan of "trait" includes pro: it holds free'],
  },
  {
    name: 'a set of nothing',
    enter: { list: 'page_view', field: 'section', includes: 'pro' },
    told: ['Not in s', '  - The set of section of pages includes pro: it is empty'],
  },
  {
    name: 'engaged time',
    enter: { engaged: true, within: '7d', gte: '2m' },
    told: [
      'Not in s',
      '  - Spent 2 minutes or more on pages in the last 7 days: is 40 seconds; 80 seconds more engaged time',
    ],
  },
  {
    name: 'waiting',
    enter: { 'since-last': 'page_view', gte: '3d' },
    told: [
      'Not in s, until 9 January 2026 00:00 UTC',
      '  - Last page view was at least 3 days ago: is 12 hours; can only become true in 60 hours',
    ],
  },
  {
    name: 'a text',
    enter: { trait: 'plan', eq: 'pro' },
    told: ['Not in s', '  - Plan is pro: it is free'],
  },
  {
    name: 'parts, negations and other segments',
    enter: {
      all: [{ not: views({ gte: 2 }) }, { not: { in: 'first' } }, { any: [{ in: 'first' }] }],
    },
    told: [
      'Not in s',
      '  - All of:',
      '    - Not (viewed 2 or more pages in the last 7 days): is 2; 1 fewer page; by waiting, in 5 days 12 hours',
      '    - Not in first: by waiting, in 6 days 12 hours',
      '    + In first: for 6 days 12 hours more',
    ],
  },
  {
    name: 'an exit and a dwell',
    enter: views({ gte: 1 }),
    more: { exit: { trait: 'plan', eq: 'gone' }, dwell: '2d' },
    told: [
      'In s since 5 January 2026 00:00 UTC, held until 7 January 2026 00:00 UTC',
      '  + Viewed a page in the last 7 days: is 2; for 6 days 12 hours more',
      '    - Plan is gone: it is free',
    ],
  },
  {
    name: 'a group',
    enter: views({ gte: 1 }),
    groups: { g: ['first', 's'] },
    told: [
      expect.stringMatching(/^Not in s, because first comes first/),
      expect.stringContaining('Viewed a page in the last 7 days'),
    ],
  },
])('explains $name', ({ enter, more, groups, told }) => {
  expect(lines(enter, more, groups)).toEqual(told);
});
