import 'fake-indexeddb/auto';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Inkling } from '../src/api.ts';
import { makeBundle } from './support/bundle.ts';
import { CONFIG } from './support/config.ts';

const built = (file: string) => import(join(import.meta.dirname, '../dist', file));

/** One measure of the engine's second chunk, one conversion worth money, a filter, a calendar. */
const RULES = {
  format: 1,
  site: 's',
  timezone: 'Europe/Berlin',
  currency: 'EUR',
  conversions: { sale: { event: 'purchase', value: 'value' } },
  segments: {
    reader: {
      name: 'Reader',
      enter: { count: 'page_view', where: { section: 'politics' }, within: 'today', gte: 1 },
    },
    buyer: { name: 'Buyer', enter: { revenue: true, within: '30d', gte: 10 } },
    deep: {
      name: 'Deep',
      enter: { 'engaged-views': true, scrolled: { gte: 50 }, within: '30d', gte: 1 },
    },
  },
};

test('the built files, with their short names, do what the sources do', async () => {
  const posts: string[] = [];
  const bundle = makeBundle(RULES);
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    if (init.method !== 'POST') return Response.json(bundle);
    posts.push(`${init.body}`);
    return new Response(null, { status: 202 });
  });
  const page = window as unknown as { inkling?: Inkling; dataLayer?: unknown[] };
  page.dataLayer = [];
  const { startInkling } = await built('inkling.mjs');
  const started: Inkling = startInkling(window, {
    config: { ...CONFIG, page: { section: 'politics' } },
    loaders: { part: (name: string) => built(`${name}.js`) },
  });
  expect(page.inkling).toBe(started);
  expect(await started.ready()).toEqual(['reader']);
  expect(document.documentElement.dataset.inkling).toBe('reader');

  await expect.poll(() => localStorage.getItem('inkling:boot')).toBeTruthy();
  const boot = JSON.parse(localStorage.getItem('inkling:boot') ?? '');
  expect(boot).toMatchObject({ v: 1, s: [['reader', 1, [expect.any(Number)]]] });

  page.dataLayer.push({
    event: 'purchase',
    ecommerce: { transaction_id: 'T1', currency: 'EUR', items: [{ price: '6', quantity: 2 }] },
  });
  started.track('purchase', { transaction_id: 'T1', items: [{ price: 6, quantity: 2 }] });
  await expect.poll(() => started.has('buyer')).toBe(true);
  await expect.poll(() => started.status()).toMatchObject({ mode: 'stored', pending: 0, rules: 1 });

  expect(await started.explain('buyer')).toMatchObject({ in: true, known: true, segment: 'buyer' });
  const { events } = await started.export();
  expect(events.find(({ type }) => type === 'purchase')?.params).toMatchObject({ value: 12 });

  await expect.poll(() => posts.join(), { timeout: 8_000 }).toContain('"revenue"');
  const rows = posts.flatMap(
    (post) => JSON.parse(post).rows as { metric: string; delta: number }[],
  );
  expect(rows.filter(({ metric }) => metric === 'revenue')[0]?.delta).toBe(1_200);
  expect(rows.filter(({ metric }) => metric === 'page_views')).toEqual([
    expect.objectContaining({ subject: '*', def: '', delta: 1 }),
  ]);
  expect(started.status().lastError).toBeNull();

  await started.forget();
  expect(await indexedDB.databases()).toEqual([]);
  expect(Object.keys(localStorage)).toEqual([]);
  expect(document.documentElement.dataset.inkling).toBeUndefined();
}, 20_000);

test('a second tag is noticed and harmless', async () => {
  const { startInkling } = await built('inkling.mjs');
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const page = window as unknown as { inkling?: Inkling };
  const first = page.inkling;
  expect(startInkling(window)).toBe(first);
  expect(page.inkling).toBe(first);
  expect(warn).toHaveBeenCalledOnce();
});

test('a page without a tag of ours is left alone', async () => {
  const page = window as unknown as { inkling?: Inkling };
  delete page.inkling;
  document.head.innerHTML = '<img name="currentScript" data-site="evil">';
  const { startInkling } = await built('inkling.mjs');
  expect(startInkling(window)).toBeUndefined();
  expect(page.inkling).toBeUndefined();
});
