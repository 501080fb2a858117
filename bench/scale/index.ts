import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWorker, freePort, startWorkerd } from '@inkling/edge-worker/local';
import { PLAN, planShards } from '@inkling/edge-worker/plan';
import {
  costOfReports,
  loadOfDay,
  OBJECT_LIMITS,
  type ObjectFigures,
  PRICES,
} from '@inkling/simulate';
import type { BenchResult, BenchRow } from '../../tools/lib/bench-result.ts';
import { BOOTSTRAP, makeSite } from '../edge/site.ts';
import { machine } from '../lib/machine.ts';
import { type Measured, measureObject } from './object.ts';
import { measureVisitorDay, type VisitorDay } from './population.ts';

/** Reports a second at one object: a small site, a middling one, and as many as is planned for. */
const RATES = [1, 10, 200] as const;
/** Visitors a day of one site, up to a billion. */
const SCALES = [1e4, 1e6, 1e7, 1e8, 1e9] as const;
/** `tally-store.ts` puts away at these; a run, three chunks of ids, and the totals out and in. */
const AWAY = { ids: 20_000, batches: 4_000, rows: 6 } as const;
/** Goal for a million reports, dollars. */
const GOAL = 0.8;
const SIMULATED = 1_000;

/** A day of a billion visitors, from simulated visitors, measured objects and documented prices. */
export async function run(): Promise<BenchResult> {
  const visitorDay = measureVisitorDay(SIMULATED);
  const figures = await measureRates();
  return {
    bench: 'scale',
    machine: machine(),
    rows: [
      ...populationRows(visitorDay),
      ...figures.flatMap(([rate, one]) => rateRows(rate, one)),
      ...SCALES.flatMap((visitors) => scaleRows(visitors, visitorDay, figures)),
      ...pollingRows(visitorDay),
    ],
  };
}

type Rates = readonly (readonly [rate: number, measured: Measured])[];

async function measureRates(): Promise<Rates> {
  const dir = mkdtempSync(join(tmpdir(), 'inkling-scale-'));
  try {
    buildWorker(dir);
    const vars = { INKLING_BOOTSTRAP_TOKEN: BOOTSTRAP };
    const worker = await startWorkerd({ dir, port: await freePort(), vars });
    try {
      const site = await makeSite(worker.url);
      // What is measured first would pay for warming up.
      await measureObject(worker, site, 100, 2);
      const measured: [number, Measured][] = [];
      for (const rate of RATES) {
        measured.push([rate, await measureObject(worker, site, rate, rate < 10 ? 20 : 10)]);
      }
      return measured;
    } finally {
      await worker.kill();
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function populationRows({ reports, pages, engagedMinutes, byHour }: VisitorDay): BenchRow[] {
  const mean = byHour.reduce((sum, hour) => sum + hour, 0) / byHour.length;
  return [
    { what: 'reports a visitor-day, simulated', value: reports, unit: 'reports' },
    { what: 'pages a visitor-day, simulated', value: pages, unit: 'pages' },
    { what: 'engaged time a visitor-day, simulated', value: engagedMinutes, unit: 'min' },
    {
      what: 'busiest hour over the mean one, simulated',
      value: Math.max(...byHour) / mean,
      unit: '×',
    },
  ];
}

function rateRows(rate: number, figures: Measured): BenchRow[] {
  const at = `at ${rate}/s an object`;
  const cost = costOfReports(rate, figures, AWAY);
  return [
    {
      what: `answers ${at}, measured beside the rate asked for`,
      value: figures.perSecond,
      unit: 'reports/s',
      floor: rate,
      ratio: figures.perSecond / rate,
    },
    { what: `batches a report ${at}, measured`, value: figures.batchesPerReport, unit: 'rows' },
    { what: `median answer ${at}, measured`, value: figures.answerMs, unit: 'ms' },
    { what: `CPU a report ${at}, measured`, value: figures.cpuMs, unit: 'ms' },
    { what: `rows a report ${at}, whole life`, value: cost.rows / PRICES.rows, unit: 'rows' },
    { what: `duration ${at}`, value: cost.duration, unit: '$/M reports' },
    {
      what: `cost ${at}`,
      value: cost.all,
      unit: '$/M reports',
      floor: GOAL,
      ratio: cost.all / GOAL,
    },
  ];
}

function scaleRows(visitors: number, day: VisitorDay, measured: Rates): BenchRow[] {
  const load = loadOfDay(visitors * day.reports, day.byHour, planShards);
  const { perSecond, busiestHour, shards, perObject } = load;
  const at = `${visitors.toLocaleString('en')} visitors a day`;
  const cost = costOfReports(perSecond, nearest(measured, perSecond), AWAY).all * day.reports;
  const limit = OBJECT_LIMITS.perSecond;
  return [
    {
      what: `${at}: objects`,
      value: shards,
      unit: 'objects',
      floor: PLAN.most,
      ratio: shards / PLAN.most,
    },
    {
      what: `${at}: busiest hour, one object`,
      value: busiestHour,
      unit: 'reports/s',
      floor: limit,
      ratio: busiestHour / limit,
    },
    {
      what: `${at}: ids of one object`,
      value: perObject,
      unit: 'ids',
      floor: PLAN.ids,
      ratio: perObject / PLAN.ids,
    },
    { what: `${at}: cost of reports`, value: cost, unit: '$/M visitor-days' },
  ];
}

/** The measured rate that is nearest from below, so that a cost is not flattered. */
function nearest(measured: Rates, perSecond: number): ObjectFigures {
  return (measured.findLast(([rate]) => rate <= perSecond) ?? measured[0]!)[1];
}

/**
 * Tabs that are visible and engaged ask once a minute for the rules and once for the word to stop,
 * and each page asks for both once.
 */
function pollingRows({ pages, engagedMinutes }: VisitorDay): BenchRow[] {
  const polls = 2 * (pages + engagedMinutes);
  const each = PRICES.requests;
  return [
    { what: 'polls a visitor-day, at most', value: polls, unit: 'requests' },
    { what: 'polling, without CPU', value: polls * each, unit: '$/M visitor-days' },
  ];
}
