// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest';
import { addItem, readCart, writeCart } from '../client/cart.ts';
import { type Item, itemsValue, pushEcommerce } from '../client/data-layer.ts';

const TEA: Item = {
  item_id: 'tea-deadline',
  item_name: 'Deadline',
  item_category: 'tea',
  price: 12.1,
  quantity: 1,
};

beforeEach(() => {
  localStorage.clear();
  delete (window as { dataLayer?: object[] }).dataLayer;
});

test('the cart survives the page, under the paper’s own key', () => {
  writeCart([TEA]);
  expect(readCart()).toEqual([TEA]);
  expect(Object.keys({ ...localStorage })).toEqual(['daily-ink-cart']);
});

test.each(['{', '{}', 'null', '[1, null, {"item_id": "x"}]'])('%s is an empty cart', (kept) => {
  localStorage.setItem('daily-ink-cart', kept);
  expect(readCart()).toEqual([]);
});

test('the same product again is more of it, another one is another line', () => {
  const once = addItem([], TEA);
  const twice = addItem(once, { ...TEA, quantity: 2 });
  expect(twice).toEqual([{ ...TEA, quantity: 3 }]);
  expect(addItem(twice, { ...TEA, item_id: 'other' })).toHaveLength(2);
});

test('values are whole cents', () => {
  expect(itemsValue([{ ...TEA, quantity: 3 }])).toBe(36.3);
  expect(itemsValue([])).toBe(0);
});

test('an ecommerce event clears the former one first, as GA4 asks', () => {
  pushEcommerce('purchase', [TEA], { transaction_id: 'INK-1' });
  expect((window as { dataLayer?: object[] }).dataLayer).toEqual([
    { ecommerce: null },
    {
      event: 'purchase',
      ecommerce: { currency: 'EUR', value: 12.1, items: [TEA], transaction_id: 'INK-1' },
    },
  ]);
});
