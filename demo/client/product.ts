import { addItem, readCart, writeCart } from './cart.ts';
import { type Item, pushEcommerce } from './data-layer.ts';
import { element } from './dom.ts';

/** Wires the page of a product: it was seen, and it can be put into the cart. */
export function startProduct(): void {
  const box = document.querySelector<HTMLElement>('[data-product]');
  if (!box) return;
  const product = JSON.parse(box.dataset.product ?? '{}') as {
    id: string;
    name: string;
    category: string;
    price: number;
  };
  const item = (quantity: number): Item => ({
    item_id: product.id,
    item_name: product.name,
    item_category: product.category,
    price: product.price,
    quantity,
  });
  pushEcommerce('view_item', [item(1)]);
  box.querySelector('[data-add]')?.addEventListener('submit', (event) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const quantity = Math.min(20, Math.max(1, Math.trunc(Number(form.get('quantity'))) || 1));
    writeCart(addItem(readCart(), item(quantity)));
    pushEcommerce('add_to_cart', [item(quantity)]);
    box
      .querySelector('[data-added]')
      ?.replaceChildren('In the cart. ', element('a', { href: '/shop/cart/' }, 'Look at the cart'));
  });
}
