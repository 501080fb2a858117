import type { Params } from '@inkling/engine';
import type { Filter } from '../ast.ts';
import { passes } from './filter.ts';

const UTC = { from: [null], offsets: [0] };

/**
 * Whether params pass a filter by themselves, without an event around them: `@hour` and
 * `@weekday` speak of 1970-01-01T00:00Z, and no model passes.
 */
export function passesFilter(filter: Filter, params: Params): boolean {
  return passes(filter, params, { t: 0, scope: { zone: UTC, rules: { models: [] } } });
}
