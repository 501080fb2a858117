import { exports } from 'cloudflare:workers';
import type { Bundle } from '@inkling/engine';
import { expect, test } from 'vitest';
import { BOOTSTRAP } from './helpers.ts';

// The worker as it is deployed: with the real parser, compiler and clock.
const worker = (exports as unknown as { default: Fetcher }).default;
const ask = (path: string, init: RequestInit & { token?: string } = {}) => {
  const headers = { Authorization: `Bearer ${init.token ?? ''}` };
  return worker.fetch(`https://edge.test${path}`, { ...init, headers });
};

const RULES = {
  format: 1,
  site: 'paper',
  timezone: 'Europe/Berlin',
  currency: 'EUR',
  conversions: { subscribe: { event: 'subscribe', value: 'value' } },
  segments: {
    regular: {
      name: 'Regular',
      enter: { count: 'page_view', within: '30d', gte: 3 },
      reviewed: '2026-11-01',
      review: '90d',
    },
  },
};

test('rules go in as a file, come out as a bundle, and reports about them are counted', async () => {
  const made = await ask('/v1/sites', {
    method: 'POST',
    token: BOOTSTRAP,
    body: JSON.stringify({ site: 'paper', env: 'development' }),
  });
  const { token } = (await made.json()) as { token: string };
  const put = (rules: unknown) =>
    ask('/v1/sites/paper/rules', { method: 'PUT', token, body: JSON.stringify(rules) });
  expect((await put(RULES)).status).toBe(200);

  const broken = structuredClone(RULES) as unknown as { segments: { regular: { enter: object } } };
  broken.segments.regular.enter = { count: 'page_view', within: '30 parsecs', gte: 3 };
  const refused = await put(broken);
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({
    code: 'bad-rules',
    path: 'segments.regular.enter.within',
    faults: [expect.objectContaining({ path: 'segments.regular.enter.within' })],
  });

  const list = await ask('/v1/sites/paper/versions', { token });
  expect(await list.json()).toMatchObject({ versions: [{ seq: 1, review: '2027-01-30' }] });

  const bundle = (await (await ask('/v1/sites/paper/rules.json')).json()) as Bundle;
  expect(bundle).toMatchObject({ site: 'paper', env: 'development', seq: 1 });
  const [segment] = bundle.program.segments;
  const day = new Date().toISOString().slice(0, 10);
  const row = { day, subject: segment!.id, def: segment!.def, metric: 'entered', delta: 1 };
  const report = { v: 1, site: 'paper', id: `${day}.${'x'.repeat(22)}`, rows: [row] };
  const sent = await ask('/v1/sites/paper/reports', {
    method: 'POST',
    body: JSON.stringify(report),
  });
  expect(sent.status).toBe(202);
  const metrics = await ask(`/v1/sites/paper/metrics?from=${day}&to=${day}`, { token });
  const { delta: value, ...cell } = row;
  expect(await metrics.json()).toEqual({ site: 'paper', k: 1, rows: [{ ...cell, value }] });
});
