import { expect, test } from 'vitest';
import { backtest, describeData, ownFile, readData } from '../support/data-set.ts';

const VISITS = ownFile('rules/s03-visits.rules.json');

interface SystemRule {
  readonly system: string;
  readonly timeout_s: number;
  readonly max_length_s: number;
  readonly cases: readonly (readonly [string, string, boolean])[];
  readonly segments: { readonly [name: string]: string };
}

/** Page views of one visitor at these instants, as a file. */
function visits(instants: readonly (string | number)[]) {
  const lines = instants.map((t) => JSON.stringify({ visitor: 'v', t, type: 'page_view' }));
  return { 'events.ndjson': lines.join('\n') };
}

async function sessionsOf(instants: readonly (string | number)[], flags: readonly string[]) {
  const args = ['--rules', VISITS, '--events', 'events.ndjson', ...flags];
  return (await backtest(args, visits(instants))).sessions;
}

describeData('s06-session-rules/rules.json', () => {
  const ruleOf = (system: string): SystemRule => {
    const { rules } = JSON.parse(readData('s06-session-rules/rules.json'));
    return rules.find((rule: SystemRule) => rule.system === system);
  };

  test('Matomo: half an hour, a tie is new, midnight ends a visit', async () => {
    const { cases, timeout_s } = ruleOf('Matomo');
    const flags = ['--session-timeout', `${timeout_s}s`, '--session-new-at-midnight', 'yes'];
    expect(cases).toHaveLength(4);
    for (const [last, next, isNew] of cases) {
      expect({ last, next, sessions: await sessionsOf([last, next], flags) }).toEqual({
        last,
        next,
        sessions: isNew ? 2 : 1,
      });
    }
  });

  const T = 1_700_000_000_000;
  test.each([
    { system: 'Matomo', tie: 'new', gapMs: 1_799_999, sessions: 1 },
    { system: 'Matomo', tie: 'new', gapMs: 1_800_000, sessions: 2 },
    { system: 'Webalizer 2.23', tie: 'new', gapMs: 1_800_000, sessions: 2 },
    { system: 'R reconstructr', tie: 'new', gapMs: 3_599_999, sessions: 1 },
    { system: 'R reconstructr', tie: 'new', gapMs: 3_600_000, sessions: 2 },
    { system: 'Snowplow JS tracker', tie: 'same', gapMs: 1_800_000, sessions: 1 },
    { system: 'Snowplow JS tracker', tie: 'same', gapMs: 1_800_001, sessions: 2 },
    { system: 'Segment dbt package', tie: 'same', gapMs: 1_800_000, sessions: 1 },
    { system: 'PostHog', tie: 'same', gapMs: 1_800_000, sessions: 1 },
    { system: 'PostHog', tie: 'same', gapMs: 1_800_001, sessions: 2 },
  ])('$system: a gap of $gapMs ms makes $sessions', async ({ system, tie, gapMs, sessions }) => {
    const flags = ['--session-timeout', `${ruleOf(system).timeout_s}s`, '--session-tie', tie];
    expect(await sessionsOf([T, T + gapMs], flags)).toBe(sessions);
  });

  test.each([
    { name: 'exactly', overMs: 0, sessions: 1 },
    { name: 'a millisecond more than', overMs: 1, sessions: 2 },
  ])('PostHog: $name the greatest length makes $sessions', async ({ overMs, sessions }) => {
    const { timeout_s, max_length_s } = ruleOf('PostHog');
    const flags = ['--session-timeout', `${timeout_s}s`, '--session-max', `${max_length_s}s`];
    const steps = Array.from({ length: 96 }, (_, i) => T + i * 900_000);
    const instants = [...steps, T + max_length_s * 1000 + overMs];
    expect(await sessionsOf(instants, [...flags, '--session-tie', 'same'])).toBe(sessions);
  });

  test.each([
    { visitsIn30Days: 1, tier: 'casual' },
    { visitsIn30Days: 2, tier: 'loyal' },
    { visitsIn30Days: 14, tier: 'loyal' },
    { visitsIn30Days: 15, tier: 'brand_lover' },
  ])(
    'News Consumer Insights: $visitsIn30Days visits are $tier',
    async ({ visitsIn30Days, tier }) => {
      const day = 86_400_000;
      const instants = Array.from({ length: visitsIn30Days }, (_, i) => T + i * day);
      const old = T - 20 * day;
      const args = ['--rules', ownFile('rules/s06-tiers.rules.json'), '--events', 'events.ndjson'];
      const at = new Date(T + 29 * day).toISOString();
      const report = await backtest([...args, '--at', at], visits([old, ...instants]));
      const inside = Object.keys(ruleOf('Google News Consumer Insights').segments).filter(
        (name) => report.segments[`nci-${name.replace('_', '-')}`].size === 1,
      );
      expect(inside).toEqual([tier]);
    },
  );

  test.each([
    { name: 'ten seconds', seconds: 10, views: 1, keyEvent: false, engaged: 0 },
    { name: 'longer than ten seconds', seconds: 10.001, views: 1, keyEvent: false, engaged: 1 },
    { name: 'two views', seconds: 1, views: 2, keyEvent: false, engaged: 1 },
    { name: 'a key event', seconds: 1, views: 1, keyEvent: true, engaged: 1 },
  ])('Google Analytics: a session of $name', async ({ seconds, views, keyEvent, engaged }) => {
    const rows = [
      { t: T, type: 'page_view' },
      { t: T + seconds * 1000, type: views === 2 ? 'page_view' : 'scroll' },
      ...(keyEvent ? [{ t: T, type: 'sign_up' }] : []),
    ];
    const lines = rows.map((row) => JSON.stringify({ visitor: 'v', ...row }));
    const args = ['--rules', ownFile('rules/s06-tiers.rules.json'), '--events', 'e.ndjson'];
    const report = await backtest(args, { 'e.ndjson': lines.join('\n') });
    expect(report.segments['ga4-engaged-session'].size).toBe(engaged);
  });
});
