/** What the Segment specification tells of a product, under GA4's names; the first that is there. */
const ITEM: Names = {
  item_id: ['product_id', 'sku'],
  item_name: ['name'],
  item_brand: ['brand'],
  item_category: ['category'],
  item_variant: ['variant'],
  price: ['price'],
  quantity: ['quantity'],
  coupon: ['coupon'],
  index: ['position'],
};
const LIST: Names = { item_list_id: ['list_id'], item_list_name: ['category'] };
const CART: Names = { value: ['value'] };
/** Without shipping and tax, as GA4 wants it. */
const ORDER: Names = {
  transaction_id: ['order_id'],
  value: ['value', 'revenue', 'subtotal'],
  tax: ['tax'],
  shipping: ['shipping'],
  coupon: ['coupon'],
  affiliation: ['affiliation'],
};
const CHECKOUT: Names = { value: ORDER.value ?? [], coupon: ['coupon'] };
const PAYMENT: Names = { payment_type: ['payment_method'], shipping_tier: ['shipping_method'] };
const PROMOTION: Names = {
  promotion_id: ['promotion_id'],
  promotion_name: ['name'],
  creative_name: ['creative'],
  creative_slot: ['position'],
};

/** Of each event: GA4's name, its params, and where the items come from. */
const EVENTS: { readonly [name: string]: readonly [string, Names, ('one' | 'many')?] } = {
  'products searched': ['search', { search_term: ['query'] }],
  'product list viewed': ['view_item_list', LIST, 'many'],
  'product clicked': ['select_item', {}, 'one'],
  'product viewed': ['view_item', CART, 'one'],
  'product added': ['add_to_cart', CART, 'one'],
  'product removed': ['remove_from_cart', CART, 'one'],
  'product added to wishlist': ['add_to_wishlist', CART, 'one'],
  'cart viewed': ['view_cart', CART, 'many'],
  'checkout started': ['begin_checkout', CHECKOUT, 'many'],
  'payment info entered': ['add_payment_info', PAYMENT, 'many'],
  'order completed': ['purchase', ORDER, 'many'],
  'order refunded': ['refund', ORDER, 'many'],
  'promotion viewed': ['view_promotion', PROMOTION],
  'promotion clicked': ['select_promotion', PROMOTION],
};

interface Names {
  readonly [name: string]: readonly string[];
}
type Properties = Readonly<Record<string, unknown>>;

function rename(names: Names, from: Properties): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, sources] of Object.entries(names)) {
    const value = sources
      .map((source) => from[source])
      .find((found) => found !== undefined && found !== null);
    if (value !== undefined) out[name] = value;
  }
  return out;
}

/**
 * Translates an event of the Segment specification's e-commerce part into GA4's words.
 *
 * A value that is missing is left to the SDK, which computes it from the items.
 *
 * @param name - In any case, as `Order Completed`.
 * @returns Type and params; `undefined` for a name that is not among those of docs/tracking.md.
 */
export function fromSegment(
  name: string,
  properties: unknown,
): readonly [type: string, params: object] | undefined {
  const key = name.toLowerCase();
  const event = Object.hasOwn(EVENTS, key) ? EVENTS[key] : undefined;
  if (!event) return undefined;
  const [type, names, items] = event;
  const from: Properties = Object(properties);
  const many = Array.isArray(from.products) ? (from.products as unknown[]) : [];
  const products = items === 'one' ? [from] : items ? many : [];
  return [
    type,
    {
      ...rename({ ...names, currency: ['currency'] }, from),
      ...(products.length && { items: products.map((product) => rename(ITEM, Object(product))) }),
    },
  ];
}
