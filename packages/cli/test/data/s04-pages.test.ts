import { expect, test } from 'vitest';
import { backtest, dataFile, describeData, ownFile, readRows } from '../support/data-set.ts';

describeData('s04-snowplow-web/events.csv.gz', () => {
  const replay = (map: string, ...more: string[]) => {
    const events = ['--events', dataFile('s04-snowplow-web/events.csv.gz')];
    const rules = ['--rules', ownFile('rules/s04-pages.rules.json')];
    return backtest([...rules, ...events, '--map', ownFile(`maps/${map}.map.json`), ...more]);
  };

  test('engaged time and scroll depth of all 43 page views', async () => {
    const { values } = await replay('s04-by-page-view', '--values');
    const rows = readRows('s04-snowplow-web/expected_page_views.csv');
    const measured = rows.map(({ domain_sessionid, page_view_id }) => {
      const found = values[`${domain_sessionid}|${page_view_id}`];
      return {
        page_view_id,
        engaged: found['engaged-seconds'],
        pixels: found.pixels,
        percent: Math.round(100 * Math.min(1, found.depth)),
      };
    });
    expect(rows).toHaveLength(43);
    expect(measured).toEqual(
      rows.map((row) => ({
        page_view_id: row.page_view_id,
        engaged: Number(row.engaged_time_in_s),
        pixels: Number(row.vertical_pixels_scrolled),
        percent: Number(row.vertical_percentage_scrolled),
      })),
    );
  });

  test('page views, engaged and absolute time of the 16 sessions that can be compared', async () => {
    const report = await replay(
      's04-by-session',
      '--values',
      '--sessions',
      '--session-timeout',
      '400d',
      '--session-max',
      'none',
    );
    // These two depend on how far Snowplow's own processing had come; the README says so.
    const rows = readRows('s04-snowplow-web/expected_sessions.csv').filter(
      ({ user_id }) => user_id !== 'long session' && user_id !== 'Unexpired session',
    );
    expect(rows).toHaveLength(16);
    const measured = rows.map(({ domain_sessionid }) => {
      const own = report.sessionList.filter(
        (one: { visitor: string }) => one.visitor === domain_sessionid,
      );
      const engaged = report.values[domain_sessionid as string]['engaged-seconds'];
      expect(own).toHaveLength(1);
      // Snowplow counts the seconds that begin in between, as SQL's datediff does.
      const second = (instant: string) => Math.floor(Date.parse(instant) / 1000);
      const seconds = second(own[0].end) - second(own[0].start);
      return {
        domain_sessionid,
        pageViews: report.values[domain_sessionid as string]['page-views'],
        engaged,
        // A session of one ping alone lasts, for Snowplow, as long as it engages.
        absolute: Math.max(seconds, engaged),
      };
    });
    expect(measured).toEqual(
      rows.map((row) => ({
        domain_sessionid: row.domain_sessionid,
        pageViews: Number(row.page_views),
        engaged: Number(row.engaged_time_in_s),
        absolute: Number(row.absolute_time_in_s),
      })),
    );
  });

  test('sessions that events carry are taken as they are', async () => {
    const rows = readRows('s04-snowplow-web/events.csv.gz');
    const named = rows.filter((row) => row.domain_userid !== '' && row.domain_sessionid !== '');
    const pairs = new Set(named.map((row) => `${row.domain_userid}|${row.domain_sessionid}`));
    const ids = new Set(named.map((row) => `${row.domain_userid}|${row.event_id}`));
    const report = await replay('s04-by-user');
    expect(report).toMatchObject({ sessions: pairs.size, events: ids.size });
  });
});
