import { expect, test } from 'vitest';
import { createClient } from '../src/api/client.ts';
import { loadOverview } from '../src/api/load-overview.ts';
import { type Answers, BUNDLE, fakeEdge, problem } from './fake-edge.ts';
import { fans, row } from './rows.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const BASE = '/v1/sites/daily-ink';
const METRICS = { site: 'daily-ink', k: 1, rows: [row({ value: 4 }), fans({ value: 1 })] };
const GOOD: Answers = {
  [`${BASE}/rules.json`]: () => Response.json(BUNDLE),
  [`${BASE}/versions/14`]: () =>
    Response.json({ source: JSON.stringify({ segments: { fans: { name: 'Fans' } } }) }),
  [`${BASE}/versions`]: () => Response.json({ versions: [{ seq: 14, issued: NOW }] }),
  [`${BASE}/metrics`]: () => Response.json(METRICS),
};

function open(answers: Answers) {
  const edge = fakeEdge(answers);
  return { edge, client: createClient({ fetch: edge.fetch, site: 'daily-ink', token: 't0' }) };
}

test('asks for the period and the leases before it, with the token', async () => {
  const { edge, client } = open(GOOD);
  const overview = await loadOverview(client, NOW, 28);
  expect(overview.days[0]).toBe('2026-10-27');
  expect(overview.days.at(-1)).toBe('2026-11-23');
  expect(overview).toMatchObject({ today: { visitorDays: 4 }, segments: [{ name: 'Fans' }] });
  expect(edge.asked).toContain(`${BASE}/metrics?from=2026-07-29&to=2026-11-23 Bearer t0`);
});

test('asks once for what people wrote, unless it did not come', async () => {
  let answers = 0;
  const { client } = open({
    ...GOOD,
    [`${BASE}/versions/14`]: () => {
      answers += 1;
      return answers === 1 ? problem(503, 'overloaded') : GOOD[`${BASE}/versions/14`]!();
    },
  });
  expect((await loadOverview(client, NOW, 28)).segments[0]?.name).toBe('fans');
  for (let i = 0; i < 3; i += 1) {
    expect((await loadOverview(client, NOW, 28)).segments[0]?.name).toBe('Fans');
  }
  expect(answers).toBe(2);
});

test('a site without rules still shows everybody', async () => {
  const { client } = open({
    ...GOOD,
    [`${BASE}/rules.json`]: () => problem(404, 'no-rules'),
  });
  const overview = await loadOverview(client, NOW, 28);
  expect(overview).toMatchObject({ rules: null, zone: 'UTC', segments: [] });
  expect(overview.today.visitorDays).toBe(4);
});

test.each([
  { name: 'a wrong token', answer: () => problem(401, 'unauthorized'), code: 'unauthorized' },
  { name: 'a code we do not know', answer: () => problem(500, 'brand-new'), code: 'brand-new' },
  {
    name: 'a page of a proxy',
    answer: () => new Response('<p>', { status: 502 }),
    code: 'http-502',
  },
  { name: 'half an answer', answer: () => Response.json({ site: 'x' }), code: 'bad-answer' },
  {
    name: 'no network',
    answer: () => {
      throw new TypeError('fetch failed');
    },
    code: 'offline',
  },
])('says $code for $name', async ({ answer, code }) => {
  const { client } = open({ ...GOOD, [`${BASE}/metrics`]: answer });
  const wanted = expect.objectContaining({ code, title: expect.stringMatching(/\.$/) });
  await expect(loadOverview(client, NOW, 28)).rejects.toEqual(wanted);
});
