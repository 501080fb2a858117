import type { Params } from '@inkling/engine';
import { watchDataLayer } from '../capture/data-layer.ts';
import { completeEcommerce } from '../capture/ecommerce.ts';
import type { IdleParts } from '../idle/parts.ts';

/** Records what a shop says, completed. */
export type Shop = (type: string, params: Params, t?: number) => void;

/**
 * Starts following the data layer; loaded once a page has one, or tells of items.
 *
 * @param t - When the page began to say something in it; now when left out.
 */
export function start({ clean, config, host, record }: IdleParts, t?: number): Shop {
  const shop: Shop = (type, params, t) => void record(type, completeEcommerce(params), t);
  const read = (type: string, params: unknown, at?: number): void => shop(type, clean(params), at);
  watchDataLayer(host.win, config.dataLayer, host.guard, read, t);
  return shop;
}
