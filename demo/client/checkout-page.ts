import { readCart, writeCart } from './cart.ts';
import { cartTable } from './cart-page.ts';
import { itemsValue, pushEcommerce } from './data-layer.ts';
import { element, euros } from './dom.ts';

const ORDER_KEY = 'daily-ink-order';

/** Wires the checkout: begun, payment chosen, and on to the thanks. */
export function startCheckoutPage(): void {
  const form = document.querySelector<HTMLFormElement>('[data-checkout]');
  if (!form) return;
  const items = readCart();
  if (items.length === 0) {
    form.replaceChildren(
      element('p', {}, 'The cart is empty. ', element('a', { href: '/shop/' }, 'To the shop')),
    );
    return;
  }
  form.querySelector('[data-cart-summary]')?.replaceChildren(cartTable(items));
  pushEcommerce('begin_checkout', items);
  form.querySelector('[data-payment]')?.addEventListener('change', (event) => {
    const { value } = event.target as HTMLInputElement;
    pushEcommerce('add_payment_info', items, { payment_type: value });
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const order = { transaction_id: `INK-${crypto.randomUUID().slice(0, 8)}`, items };
    sessionStorage.setItem(ORDER_KEY, JSON.stringify(order));
    writeCart([]);
    location.assign('/shop/thanks/');
  });
}

/** Wires the thanks, which is where the purchase is told; a reload tells it again with the same id. */
export function startThanksPage(): void {
  const box = document.querySelector<HTMLElement>('[data-thanks]');
  const kept = box && sessionStorage.getItem(ORDER_KEY);
  if (!box || !kept) return;
  const order = JSON.parse(kept) as { transaction_id: string; items: ReturnType<typeof readCart> };
  const { transaction_id, items } = order;
  pushEcommerce('purchase', items, { transaction_id });
  box.textContent = `Order ${transaction_id} for ${euros(itemsValue(items))} would now be on its way, if there were anything to send.`;
}
