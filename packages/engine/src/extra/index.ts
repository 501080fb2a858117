import type { Extra } from '../extra.ts';
import { boundsOf } from './bounds.ts';
import { makeExtraFilter } from './filters.ts';
import { makeExtraMeasure } from './measures.ts';
import { searchCrossing } from './moving.ts';
import { readExtra } from './read.ts';

/** All measures and filters beyond the core, for programs with `extra`. */
export const extra: Extra = {
  filter: makeExtraFilter,
  measure: makeExtraMeasure,
  search: searchCrossing,
  bounds: boundsOf,
  read: readExtra,
};
