import type { ExtraFilter } from './filter.ts';
import type { MeasureMaker, Search } from './measures.ts';

/** The second chunk: what a program with `extra` needs beside the core. */
export interface Extra {
  readonly filter: ExtraFilter;
  readonly measure: MeasureMaker;
  readonly search: Search;
}
