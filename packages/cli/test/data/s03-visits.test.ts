import { expect, test } from 'vitest';
import {
  backtest,
  dataFile,
  describeData,
  ownFile,
  readData,
  readRows,
} from '../support/data-set.ts';

const RULES = ['--rules', ownFile('rules/s03-visits.rules.json')];

describeData('s03-apache-log/hits.csv.gz', () => {
  const events = ['--events', dataFile('s03-apache-log/hits.csv.gz')];
  const map = ['--map', ownFile('maps/s03-apache-log.map.json')];

  test.each([
    { timeout: '30m', visits: 3052 },
    { timeout: '60m', visits: 2577 },
  ])('Webalizer counts $visits visits at $timeout', async ({ timeout, visits }) => {
    const report = await backtest([...RULES, ...events, ...map, '--session-timeout', timeout]);
    expect(report).toMatchObject({ visitors: 1753, events: 10_000, sessions: visits, later: 0 });
    expect(report.session).toMatchObject({ maxMs: null });
  });

  test('the same through temporary files', async () => {
    const report = await backtest([...RULES, ...events, ...map, '--memory', '1']);
    expect(report).toMatchObject({ visitors: 1753, events: 10_000, sessions: 3052 });
  });

  test('14 gaps equal an hour: a tie that stays gives 2563', async () => {
    const tie = ['--session-timeout', '60m', '--session-tie', 'same'];
    expect((await backtest([...RULES, ...events, ...map, ...tie])).sessions).toBe(2563);
  });

  test('by visitor and user agent: 3224', async () => {
    const { computed } = JSON.parse(readData('s03-apache-log/expected.json'));
    const byAgent = ['--map', ownFile('maps/s03-by-user-agent.map.json')];
    const report = await backtest([...RULES, ...events, ...byAgent]);
    expect(report.sessions).toBe(computed.visits_1800_by_visitor_and_ua);
  });

  test('--sessions lists each visit, and every hit is in one', async () => {
    const report = await backtest([...RULES, ...events, ...map, '--sessions']);
    expect(report.sessionList).toHaveLength(3052);
    const hits = report.sessionList.map((session: { events: number }) => session.events);
    expect(hits.reduce((a: number, b: number) => a + b)).toBe(10_000);
    expect(readRows('s03-apache-log/hits.csv.gz')).toHaveLength(10_000);
  });
});
