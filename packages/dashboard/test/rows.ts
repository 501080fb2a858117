import type { MetricRow } from '@inkling/measure';

/** A folded cell with everything unsaid filled in: everybody, visitors, 23 November. */
export function row(part: Partial<MetricRow>): MetricRow {
  return { day: '2026-11-23', subject: '*', def: '', metric: 'visitors', value: 1, ...part };
}

/** A cell of the segment `fans`, definition `d1`. */
export function fans(part: Partial<MetricRow>): MetricRow {
  return row({ subject: 'fans', def: 'd1', metric: 'in', ...part });
}
