import { OBJECT_LIMITS, PRICES } from './prices.ts';

/** What was measured of one object that counts reports. */
export interface ObjectFigures {
  /** Batches written for each report: 1 for one at a time, less the busier it is. */
  readonly batchesPerReport: number;
  /** From request to answer, ms: the object is at work for no longer. */
  readonly answerMs: number;
  /** CPU of worker and object together, ms a report. */
  readonly cpuMs: number;
}

/** How the worker puts reports away, from its own constants. */
export interface PuttingAway {
  /** Ids, and batches, from which on they are put away. */
  readonly ids: number;
  readonly batches: number;
  /** Rows that each time costs, beside one for each batch that is deleted. */
  readonly rows: number;
}

/** What a million reports cost, in dollars. */
export interface Cost {
  readonly requests: number;
  readonly rows: number;
  readonly duration: number;
  readonly cpu: number;
  readonly all: number;
}

/** Rows of an object's own life: schema, key, and ten days' alarms and roll-ups of two rows each. */
const OWN_ROWS = 2 + 10 * 3;

/**
 * Rows written for each report over an object's life.
 *
 * A batch is one row, and one more when it is put away; an object that never holds enough keeps
 * its batches, and is deleted whole.
 *
 * @param reports - Of the object's day; at least 1.
 */
export function rowsPerReport(
  reports: number,
  batchesPerReport: number,
  away: PuttingAway,
): number {
  const batches = reports * batchesPerReport;
  const times = Math.floor(Math.max(reports / away.ids, batches / away.batches));
  const deleted = times === 0 ? 0 : batches;
  return (batches + deleted + times * away.rows + OWN_ROWS) / reports;
}

/**
 * Cost of a million reports where one object gets `perSecond` of them all day.
 *
 * Reports arrive at random, so an object is at work for 1 − e^(−perSecond · answer) of the time
 * (Poisson arrivals; an answer under way makes the next one free of duration).
 */
export function costOfReports(perSecond: number, figures: ObjectFigures, away: PuttingAway): Cost {
  const { batchesPerReport, answerMs, cpuMs } = figures;
  const requests = PRICES.requests + PRICES.calls;
  const rows = rowsPerReport(perSecond * 86_400, batchesPerReport, away) * PRICES.rows;
  const secondsAtWork = (1 - Math.exp((-perSecond * answerMs) / 1000)) / perSecond;
  const duration = secondsAtWork * OBJECT_LIMITS.gigabytes * PRICES.gigabyteSeconds;
  const cpu = cpuMs * PRICES.cpuMs;
  return { requests, rows, duration, cpu, all: requests + rows + duration + cpu };
}

/** What a day asks of the objects of a site. */
export interface DayLoad {
  readonly shards: number;
  /** Reports that one object takes in the day. */
  readonly perObject: number;
  /** Reports a second at one object: mean of the day, and mean of its busiest hour. */
  readonly perSecond: number;
  readonly busiestHour: number;
}

/**
 * Spreads a day's reports over objects.
 *
 * @param byHour - Reports of each hour, in relation to each other.
 * @param plan - The worker's own planner: reports of a day like this → objects.
 */
export function loadOfDay(
  reports: number,
  byHour: readonly number[],
  plan: (reports: number) => number,
): DayLoad {
  const shards = plan(reports);
  const perObject = reports / shards;
  const sum = byHour.reduce((total, hour) => total + hour, 0);
  const share = Math.max(...byHour) / sum;
  return {
    ...{ shards, perObject, perSecond: perObject / 86_400 },
    busiestHour: (perObject * share) / 3_600,
  };
}
