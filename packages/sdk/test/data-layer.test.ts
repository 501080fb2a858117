import { beforeEach, expect, test, vi } from 'vitest';
import { watchDataLayer } from '../src/capture/data-layer.ts';
import { createGuard } from '../src/lib/guard.ts';

const page = window as unknown as { dataLayer?: unknown[] };
const tracked: [string, unknown][] = [];
const errors: unknown[] = [];
const watch = (): void =>
  watchDataLayer(
    window,
    'dataLayer',
    createGuard((error) => errors.push(error)),
    (type, params) => tracked.push([type, params]),
  );
/** As gtag.js defines it. */
function gtag(..._args: unknown[]): void {
  // biome-ignore lint/complexity/noArguments: the shape under test is an arguments object.
  page.dataLayer?.push(arguments);
}

beforeEach(() => {
  delete page.dataLayer;
  tracked.length = 0;
  errors.length = 0;
});

const ITEMS = { items: [{ item_id: 'a' }] };

test('reads what was pushed before and what comes after, in both shapes', () => {
  page.dataLayer = [];
  page.dataLayer.push({ ecommerce: null }, { event: 'view_item', ecommerce: ITEMS });
  gtag('event', 'add_to_cart', ITEMS);
  watch();
  page.dataLayer.push({ event: 'begin_checkout', ecommerce: ITEMS });
  gtag('event', 'purchase', { ...ITEMS, transaction_id: 'T1' });
  expect(tracked).toEqual([
    ['view_item', ITEMS],
    ['add_to_cart', ITEMS],
    ['begin_checkout', ITEMS],
    ['purchase', { ...ITEMS, transaction_id: 'T1' }],
  ]);
});

test.each([
  ['a Tag Manager event without ecommerce', { event: 'menu_open' }],
  ["Tag Manager's own", { event: 'gtm.js', ecommerce: {} }],
  ['a page view, which would count twice', { 0: 'event', 1: 'page_view', length: 2 }],
  ['gtag config', { 0: 'config', 1: 'G-1', length: 2 }],
  ['null', null],
  ['a function', () => {}],
])('leaves %s alone', (_, entry) => {
  watch();
  page.dataLayer?.push(entry);
  expect(tracked).toEqual([]);
  expect(errors).toEqual([]);
});

test("passes on what the site's own push returns, and calls it first", () => {
  const order: string[] = [];
  const layer: unknown[] = [];
  layer.push = vi.fn(() => {
    order.push('site');
    return 42;
  });
  page.dataLayer = layer;
  watchDataLayer(
    window,
    'dataLayer',
    createGuard(() => {}),
    () => order.push('ours'),
  );
  expect(layer.push({ event: 'view_item', ecommerce: ITEMS })).toBe(42);
  expect(order).toEqual(['site', 'ours']);
});

test('survives an entry that throws when it is looked at', () => {
  watch();
  const nasty = Object.defineProperty({}, 'event', {
    get() {
      throw new Error('nasty');
    },
  });
  expect(() => page.dataLayer?.push(nasty, { event: 'view_item', ecommerce: ITEMS })).not.toThrow();
  expect(tracked).toEqual([['view_item', ITEMS]]);
  expect(errors).toHaveLength(1);
});
