import { COMBINED_MEASURES } from './measures-combined.ts';
import { EVENT_MEASURES } from './measures-of-events.ts';
import { FIELD_MEASURES } from './measures-of-fields.ts';
import { PAGE_MEASURES } from './measures-of-pages.ts';
import { VISITOR_MEASURES } from './measures-of-visitors.ts';
import type { WrittenFields } from './reader.ts';

/** Every measure of the language, by the key that names it. */
export const MEASURES = {
  ...EVENT_MEASURES,
  ...FIELD_MEASURES,
  ...PAGE_MEASURES,
  ...COMBINED_MEASURES,
  ...VISITOR_MEASURES,
} as const;

/** The key that names a measure. */
export type MeasureKey = keyof typeof MEASURES;

/** How authors write each measure. */
export type WrittenMeasures = {
  readonly [K in MeasureKey]: WrittenFields<(typeof MEASURES)[K]['fields']>;
};
