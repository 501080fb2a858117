export { breakpointsOf } from './breakpoints.ts';
export type { ValuesState, ValuesStep } from './contribute-values.ts';
export { contributeValues } from './contribute-values.ts';
export { VALUE_EDGES, valueBucket } from './value-buckets.ts';
