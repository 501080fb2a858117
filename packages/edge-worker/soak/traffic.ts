import { type Cells, foldRows, METRICS, type Report } from '@inkling/report';
import type { Rules } from '@inkling/rules';
import { createRandom, createWorld, DEFAULTS, liveAll, type Read } from '@inkling/simulate';

/** Whose reports are made, and of which days. */
export interface Traffic {
  readonly rules: Rules;
  /** The first of seven days, `YYYY-MM-DD`. */
  readonly from: string;
  readonly seed: number;
}

/** Days that the edge takes reports of, today included. */
export const DAYS = 7;

/** The ledger here is of reports, so nobody asks what visitors' events mean. */
const readNothing: Read = () => ({ transitions: [], conversions: () => [] });

/**
 * Reports of simulated visitors, without end, each entered into the ledger as it is given.
 *
 * Wherever others may travel with it, a mark goes along, into one of a hundred cells of its day:
 * so one report lost and another counted twice do not cancel out unseen.
 */
export function* makeTraffic({ rules, from, seed }: Traffic, ledger: Cells): Generator<Report> {
  const people = { visitors: Number.POSITIVE_INFINITY, days: DAYS, refuse: 0 };
  const world = createWorld(rules, { ...DEFAULTS, ...people, from, seed }, readNothing);
  const random = createRandom(seed);
  for (const { sent, unsent } of liveAll(world)) {
    for (const report of [...sent.map((one) => one.report), ...unsent]) {
      const marked = mark(report, random);
      foldRows(ledger, marked.rows);
      yield marked;
    }
  }
}

function mark(report: Report, random: () => number): Report {
  if (report.rows.some(({ metric }) => METRICS[metric].signed)) return report;
  const day = report.id.slice(0, 10);
  const bucket = `mark:${random() % 100}`;
  const row = { day, subject: '*', def: '', metric: 'value', bucket, delta: 1 } as const;
  return { ...report, rows: [...report.rows, row] };
}
