import type { Item } from './data-layer.ts';

const KEY = 'daily-ink-cart';

/** What is in the cart; empty when nothing was kept, or what was kept cannot be read. */
export function readCart(): readonly Item[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isItem) : [];
  } catch {
    return [];
  }
}

/** Keeps the cart and shows its count; a browser that refuses storage has a cart for this page. */
export function writeCart(items: readonly Item[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(items));
  } catch {
    // Refused storage: the page goes on with what it holds.
  }
  showCount(items);
}

/** Adds a quantity of a product to the lines. */
export function addItem(items: readonly Item[], item: Item): readonly Item[] {
  const known = items.some((i) => i.item_id === item.item_id);
  if (!known) return [...items, item];
  return items.map((i) =>
    i.item_id === item.item_id ? { ...i, quantity: i.quantity + item.quantity } : i,
  );
}

/** Shows how many things are in the cart, in the masthead. */
export function showCount(items: readonly Item[]): void {
  const count = items.reduce((sum, i) => sum + i.quantity, 0);
  for (const badge of document.querySelectorAll<HTMLElement>('[data-cart-count]')) {
    badge.hidden = count === 0;
    badge.textContent = String(count);
    badge.setAttribute('aria-label', `${count} ${count === 1 ? 'thing' : 'things'}`);
  }
}

function isItem(value: unknown): value is Item {
  const item = value as Partial<Item> | null;
  return (
    typeof item?.item_id === 'string' &&
    typeof item.item_name === 'string' &&
    typeof item.price === 'number' &&
    typeof item.quantity === 'number' &&
    item.quantity > 0
  );
}
