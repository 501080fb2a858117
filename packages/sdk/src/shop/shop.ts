import type { Params } from '@inkling/engine';
import { watchDataLayer } from '../capture/data-layer.ts';
import { completeEcommerce } from '../capture/ecommerce.ts';
import type { IdleParts } from '../idle/parts.ts';

/** Records what a shop says, completed. */
export type Shop = (type: string, params: Params, t?: number) => void;

/** Starts following the data layer; loaded once a page has one, or tells of items. */
export function startShop({ clean, config, host, record }: IdleParts): Shop {
  const shop: Shop = (type, params, t) => void record(type, completeEcommerce(params), t);
  watchDataLayer(host.win, config.dataLayer, host.guard, (type, params) =>
    shop(type, clean(params)),
  );
  return shop;
}
