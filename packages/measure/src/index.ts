export { addDays, daysBetween, listDays } from './days.ts';
export type { MetricRow } from './metric-row.ts';
export { newestDef } from './newest-def.ts';
export type { Overlap } from './overlap.ts';
export { overlapOf } from './overlap.ts';
export type { SegmentDay } from './segment-series.ts';
export { segmentSeries } from './segment-series.ts';
export { STOCK_DAYS, sizeByDay } from './size-by-day.ts';
