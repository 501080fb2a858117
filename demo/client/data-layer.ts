/** A line of a cart, under GA4's names. */
export interface Item {
  readonly item_id: string;
  readonly item_name: string;
  readonly item_category: string;
  /** In euros. */
  readonly price: number;
  readonly quantity: number;
}

type Layer = { dataLayer?: object[] };

/** What an item list is worth, in euros, rounded to cents. */
export function itemsValue(items: readonly Item[]): number {
  return Math.round(items.reduce((sum, i) => sum + i.price * i.quantity, 0) * 100) / 100;
}

/**
 * Pushes a GA4 ecommerce event the way Google's guide asks for it: the former `ecommerce` object
 * is cleared first, so that nothing of it leaks into this one.
 */
export function pushEcommerce(event: string, items: readonly Item[], more: object = {}): void {
  const page = window as unknown as Layer;
  page.dataLayer ??= [];
  page.dataLayer.push({ ecommerce: null });
  page.dataLayer.push({
    event,
    ecommerce: { currency: 'EUR', value: itemsValue(items), items, ...more },
  });
}
