/**
 * The privacy boundary: the only thing that ever travels from a browser to the edge.
 *
 * Every row is a marginal: one number about one subject on one day. A row holds no visitor, no
 * session, no URL, and no two subjects but a sampled pair.
 */
export interface ReportRow {
  /** The day it happened, `YYYY-MM-DD` in the site's zone by the corrected client clock. */
  readonly day: string;
  /** `*` for everybody, a segment's id, or a sampled pair `a&b` with a < b by code units; `a&a`
   * for two definitions of one segment, the one that is out before its shadow's. */
  readonly subject: string;
  /** Hash of the segment's definition, so that two versions never add up; `''` for `*`. */
  readonly def: string;
  readonly metric: Metric;
  /** Which cell of the metric, where it has cells: a time to lapse, a level, a conversion's id. */
  readonly bucket?: string;
  /** Experiment arm as `experiment:arm`; absent outside experiments. */
  readonly arm?: string;
  /** A whole number; negative only for `stock` and `level`. */
  readonly delta: number;
}

/**
 * What a row counts. Unit of `delta` in brackets.
 *
 * - `visitors` [1 per browser and day], `new_visitors` [1 per browser ever]
 * - `sessions`, `page_views` [1 each], `engaged` [seconds]
 * - `in` [1 per browser, segment and day], `entered`, `left` [1 each]
 * - `dwell` [1 per ended stay; bucket: length], `stock` [±1 or ±2; bucket: time to lapse]
 * - `conversions` [1 each; bucket: conversion], `revenue` [cents; bucket: conversion]
 * - `retained` [1 per browser and week; bucket: cohort week]
 * - `pair` [1 per draw; bucket: `both`, `first`, `second`, `none`]
 * - `exposed` [1 per browser and experiment], `level` [±1; bucket: outcome, level of its
 *   pre-period, level within the horizon, as `id:0:3`]
 * - `value` [1 per browser and week; bucket: distribution bucket of a percentile signal]
 * - `bit` [1 per browser and day; bucket: `yes`, `no`], in randomised mode alone
 * - `dropped`, `late`, `lost_history` [1 each]: what could not be counted, so that it shows
 */
export type Metric =
  | 'visitors'
  | 'new_visitors'
  | 'sessions'
  | 'page_views'
  | 'engaged'
  | 'in'
  | 'entered'
  | 'left'
  | 'dwell'
  | 'stock'
  | 'conversions'
  | 'revenue'
  | 'retained'
  | 'pair'
  | 'exposed'
  | 'level'
  | 'value'
  | 'bit'
  | 'dropped'
  | 'late'
  | 'lost_history';

/**
 * One request's worth of rows.
 *
 * `id` is drawn afresh for every report from 128 random bits and led by the rows' day, all rows of
 * a report being of one day: `2026-11-23.x2Jr…`. It exists only so that a report counts once.
 * At most four segments of a browser may travel together; ours send one.
 */
export interface Report {
  readonly v: 1;
  readonly site: string;
  readonly id: string;
  readonly rows: readonly ReportRow[];
}
