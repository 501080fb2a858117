import { readCart, writeCart } from './cart.ts';
import { type Item, itemsValue, pushEcommerce } from './data-layer.ts';
import { element, euros } from './dom.ts';

/** Wires the cart: what is in it, a way out for each line, and the way on. */
export function startCartPage(): void {
  const box = document.querySelector<HTMLElement>('[data-cart]');
  if (!box) return;
  const items = readCart();
  if (items.length > 0) pushEcommerce('view_cart', items);
  show(box);
}

function show(box: HTMLElement): void {
  const items = readCart();
  if (items.length === 0) {
    box.replaceChildren(
      element('p', {}, 'Nothing in it yet. ', element('a', { href: '/shop/' }, 'To the shop')),
    );
    return;
  }
  box.replaceChildren(
    cartTable(items, (item) => {
      writeCart(readCart().filter((i) => i.item_id !== item.item_id));
      pushEcommerce('remove_from_cart', [item]);
      show(box);
      const status = document.querySelector('[data-cart-status]');
      if (status) status.textContent = `${item.item_name} is out of the cart.`;
      document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
    }),
    element(
      'p',
      { class: 'actions' },
      element('a', { class: 'button', href: '/shop/checkout/' }, 'To the checkout'),
    ),
  );
}

/** The lines of a cart with their sum; `onRemove` adds a button to each. */
export function cartTable(items: readonly Item[], onRemove?: (item: Item) => void): HTMLElement {
  const rows = items.map((item) => {
    const cells = [
      element(
        'th',
        { scope: 'row' },
        element('a', { href: `/shop/${item.item_id}/` }, item.item_name),
        element('span', { class: 'quantity' }, `${item.quantity} × ${euros(item.price)}`),
      ),
      element('td', { class: 'number' }, euros(itemsValue([item]))),
    ];
    if (onRemove) {
      const button = element('button', { type: 'button', class: 'link' }, 'Remove');
      button.setAttribute('aria-label', `Remove ${item.item_name}`);
      button.addEventListener('click', () => onRemove(item));
      cells.push(element('td', { class: 'number' }, button));
    }
    return element('tr', {}, ...cells);
  });
  return element(
    'table',
    { class: 'lines' },
    element('caption', { class: 'visually-hidden' }, 'In your cart'),
    element('tbody', {}, ...rows),
    element(
      'tfoot',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, 'Total'),
        element('td', { class: 'number' }, euros(itemsValue(items))),
        ...(onRemove ? [element('td')] : []),
      ),
    ),
  );
}
