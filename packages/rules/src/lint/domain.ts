import type { Measure, ScoreMeasure, Window } from '../ast.ts';
import { anything, both, numbersFrom, sideOf, type ValueSet } from './value-set.ts';

const HOUR_MS = 3_600_000;
const COUNT = { whole: true, absent: false } as const;
const NUMBER = { whole: false, absent: true } as const;

/** Every value that a measure can have, whatever a visitor does. */
export function domainOf(measure: Measure): ValueSet {
  switch (measure.kind) {
    case 'count':
    case 'engaged-views':
    case 'sequence':
    case 'streak':
    case 'entered':
    case 'exited':
      return numbersFrom(0, Infinity, COUNT);
    case 'distinct':
      return numbersFrom(0, measure.cap, COUNT);
    case 'periods':
      return numbersFrom(0, mostPeriods(measure), COUNT);
    case 'regular':
      return numbersFrom(0, measure.of, COUNT);
    case 'engaged':
      return numbersFrom(0, Infinity, { whole: false, absent: false });
    case 'sum':
    case 'revenue':
      return numbersFrom(-Infinity, Infinity, { whole: false, absent: false });
    case 'score':
      return scoreDomain(measure);
    case 'completion':
      return numbersFrom(0, 100, NUMBER);
    case 'percentile':
      return numbersFrom(0, 1, NUMBER);
    case 'since-last':
    case 'since-first':
      return sinceDomain(measure.window);
    case 'in-for':
      return numbersFrom(0, Infinity, NUMBER);
    case 'min':
    case 'max':
    case 'avg':
    case 'ratio':
    case 'difference':
    case 'trend':
    case 'nth-event':
    case 'model':
      return numbersFrom(-Infinity, Infinity, NUMBER);
    case 'list':
    case 'top':
    case 'bottom':
    case 'first':
    case 'last':
    case 'nth':
    case 'trait':
    case 'context':
    case 'strongest':
    case 'signal':
      return anything();
  }
}

/** A rolling window touches one day more than it holds, and clocks may jump by up to 4 hours. */
function mostPeriods({ unit, window }: Extract<Measure, { kind: 'periods' }>): number {
  if (window.kind === 'sessions' && unit === 'session') return window.count;
  if (window.kind !== 'rolling' || unit === 'session') return Infinity;
  const hours = (window.fromMs - window.toMs) / HOUR_MS;
  const shortest = { day: 20, week: 164, month: 28 * 24 - 4 }[unit];
  return Math.floor(hours / shortest) + 2;
}

/** Something that happened in a rolling window is not older than it. */
function sinceDomain(window: Window): ValueSet {
  if (window.kind !== 'rolling') return numbersFrom(0, Infinity, NUMBER);
  const reach = numbersFrom(window.toMs, window.fromMs, NUMBER);
  return both(reach, sideOf(window.fromMs, 'below', true));
}

function scoreDomain({ clauses, cap }: ScoreMeasure): ValueSet {
  const negative = clauses.some(({ points }) => points < 0);
  const least = negative ? -Infinity : 0;
  const sum = clauses.reduce((total, clause) => {
    return total + (clause.points <= 0 ? 0 : (clause.cap ?? Infinity));
  }, 0);
  const most = Math.min(sum, cap ?? Infinity);
  return numbersFrom(least, most, { whole: false, absent: false });
}
