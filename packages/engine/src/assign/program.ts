import type { FilterCode, WindowCode } from '../code.ts';
import type { Namespace, Range } from './ranges.ts';

/** The event by which the log knows that an experience was shown: `{experience, variant}`. */
export const SHOWN_EVENT = 'experience_shown';
/** The event by which the log knows of an assignment: `{experience, variant}`. */
export const ASSIGNED_EVENT = 'experience_assigned';
/** The event by which the log knows that a meter let somebody read: `{meter, article}`. */
export const METER_EVENT = 'meter_count';

/**
 * What a program says about showing things, each part left out where the site has none. Rows are
 * as short as their last setting allows.
 */
export interface ActivationProgram {
  /**
   * Share of all visitors that never sees anything, 0 to 1; 0.05 when left out. There whenever one
   * of the tables below is.
   */
  readonly holdout?: number;
  readonly experiments?: readonly ExperimentCode[];
  /** Those of the highest priority first. */
  readonly experiences?: readonly ExperienceCode[];
  readonly meters?: readonly MeterCode[];
  readonly offers?: readonly OffersCode[];
  /** What the edge may know of a visitor, by the pages that it is asked for. */
  readonly edge?: readonly EdgeCode[];
}

/** A stretch for each arm, in the same order. */
export type ExperimentCode = readonly [
  key: string,
  arms: readonly string[],
  ranges: readonly Range[],
  namespace?: Namespace,
];

/**
 * Segment and experiment by number; contents in the order of the experiment's arms; the share of
 * the segment that is held out; first instant and first one after it, ms (0 for no end); most
 * showings in a session, on a day and ever (0 for no limit); least ms between two showings; the
 * group of which one is shown at a time (0 for none).
 */
export type ExperienceCode = readonly [
  id: string,
  segment: number,
  slot: string,
  experiment: number,
  contents: readonly ContentCode[],
  holdout?: number,
  schedule?: readonly [from: number, to: number] | 0,
  caps?: readonly [session: number, day: number, ever: number] | 0,
  coolDownMs?: number,
  group?: string | 0,
];

/**
 * What an arm shows: 0 for what the page shows anyway, 1 for the page's own template of that arm,
 * or attributes by name, where `#text` stands for the text and `#html` for markup that has to go
 * through a sanitizer.
 */
export type ContentCode = 0 | 1 | { readonly [attribute: string]: string };

/**
 * How many articles are free in a window; the param that tells articles apart; what pages count (0
 * for all of them); numbers of segments that read without a meter; the segment of registered
 * readers and how many articles more they may read.
 */
export type MeterCode = readonly [
  name: string,
  free: number,
  window: WindowCode,
  article: string,
  pages?: FilterCode | 0,
  exempt?: readonly number[] | 0,
  registered?: readonly [segment: number, bonus: number] | 0,
];

/**
 * A ladder of offers: what those get whom no step fits (`''` for none), the signal that steps
 * compare (`''` for none), and the steps from the top.
 */
export type OffersCode = readonly [
  name: string,
  otherwise: string,
  signal: string,
  ...steps: readonly OfferStepCode[],
];

/** What the paths of pages begin with, and the names of segments and experiences that they use. */
export type EdgeCode = readonly [path: string, ...names: readonly string[]];

/** The offer, the segment by number (-1 for anybody), and the least value of the signal. */
export type OfferStepCode = readonly [offer: string, segment: number, least?: number];
