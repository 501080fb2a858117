import { expect, test } from 'vitest';
import { completeEcommerce } from '../src/capture/ecommerce.ts';

test.each([
  { name: 'an event without items', given: { a: 1 }, out: { a: 1 } },
  {
    name: 'items alone, as WooCommerce sends them',
    given: {
      items: [
        { item_id: 'a', price: 9.99, quantity: 3 },
        { item_id: 'b', price: 0.1 },
      ],
    },
    out: {
      items: [
        { item_id: 'a', price: 9.99, quantity: 3 },
        { item_id: 'b', price: 0.1 },
      ],
      value: 30.07,
    },
  },
  {
    name: 'a value that is there',
    given: { value: 5, items: [{ price: 1 }] },
    out: { value: 5, items: [{ price: 1 }] },
  },
  {
    name: 'numbers written as text',
    given: { value: '12.50', items: [{ price: '6.25', quantity: '2' }] },
    out: { value: 12.5, items: [{ price: 6.25, quantity: 2 }] },
  },
  {
    name: 'a value that is no number',
    given: { value: '', items: [{ price: 2 }] },
    out: { value: 2, items: [{ price: 2 }] },
  },
  {
    name: 'the currency of the items',
    given: { items: [{ price: 2, currency: 'EUR' }] },
    out: { value: 2, currency: 'EUR', items: [{ price: 2, currency: 'EUR' }] },
  },
  { name: 'empty items', given: { items: [] }, out: { items: [], value: 0 } },
  { name: 'items that are none', given: { items: [null, 'x', 3] }, out: { items: [], value: 0 } },
])('completes $name', ({ given, out }) => {
  expect(completeEcommerce(given)).toEqual(out);
});
