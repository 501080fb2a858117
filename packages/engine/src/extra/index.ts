import type { Extra } from '../extra.ts';
import { makeExtraFilter } from './filters.ts';
import { makeExtraMeasure } from './measures.ts';
import { searchCrossing } from './moving.ts';

/** All measures and filters beyond the core, for programs with `extra`. */
export const extra: Extra = {
  filter: makeExtraFilter,
  measure: makeExtraMeasure,
  search: searchCrossing,
};
