import * as code from '../code.ts';
import type { MeasureMaker } from '../measures.ts';
import {
  makeConstant,
  makeModel,
  makePair,
  makePercentile,
  makeStrongest,
  makeVector,
} from './derived.ts';
import { makeInFor, makeNth } from './newest.ts';
import { makePages } from './pages.ts';
import { makeNthEvent, makePeriodTotals, makeRegular, makeStreak } from './periods.ts';
import { makeScore } from './score.ts';
import { makeSequence } from './sequence.ts';
import { makeAverage, makeExtreme, makeList } from './values.ts';

/** By kind, from `MEASURE_EXTRA` on. */
const MAKERS: readonly MeasureMaker[] = [
  makeNth,
  makeInFor,
  makeExtreme,
  makeExtreme,
  makeAverage,
  makeList,
  makeList,
  makeList,
  makePeriodTotals,
  makeRegular,
  makeStreak,
  makePages,
  makePages,
  makeSequence,
  makePair,
  makePair,
  makePair,
  makeScore,
  makeStrongest,
  makePercentile,
  makeModel,
  makeVector,
  makeNthEvent,
  makeConstant,
];

/** Makes the measures that only the second chunk knows. */
export const makeExtraMeasure: MeasureMaker = (measure, builder) =>
  MAKERS[measure[0] - code.MEASURE_EXTRA]!(measure, builder);
