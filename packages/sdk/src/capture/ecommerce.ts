import type { JsonValue, Params } from '@inkling/engine';

const MICRO = 1e6;

type Item = Readonly<Record<string, JsonValue>>;

const asNumber = (value: JsonValue | undefined): number | undefined =>
  value === '' || value === null || typeof value === 'boolean' || !Number.isFinite(Number(value))
    ? undefined
    : Number(value);

/** Copies `from`, turning numeric strings under the named keys into numbers. */
function withNumbers(from: Item, keys: readonly string[]): Record<string, JsonValue> {
  const out: Record<string, JsonValue> = { ...from };
  for (const key of keys) {
    const number = key in from ? asNumber(from[key]) : undefined;
    if (number !== undefined) out[key] = number;
  }
  return out;
}

/**
 * Brings a GA4 ecommerce event into one form: money and quantities as numbers, and `value` and
 * `currency` from the items where the site left them out (WooCommerce does).
 *
 * @returns The params as they were for an event without items.
 */
export function completeEcommerce(params: Params): Params {
  if (!Array.isArray(params.items)) return params;
  const items = params.items
    .filter((item): item is Item => typeof item === 'object' && item !== null)
    .map((item) => withNumbers(item, ['price', 'quantity', 'discount', 'index']));
  const out = withNumbers({ ...params, items }, ['value', 'tax', 'shipping']);
  if (typeof out.value !== 'number') {
    let micros = 0;
    for (const item of items) {
      micros += Math.round((asNumber(item.price) ?? 0) * (asNumber(item.quantity) ?? 1) * MICRO);
    }
    out.value = micros / MICRO;
  }
  const currency = out.currency ?? items.find((item) => item.currency)?.currency;
  if (currency !== undefined) out.currency = currency;
  return out;
}
