import { type Cells, foldRows, METRICS, type Report } from '@inkling/report';
import { loadTemplate, parseRules, type Rules } from '@inkling/rules';
import { createRandom, createWorld, DEFAULTS, liveAll, type Read } from '@inkling/simulate';

/** Which reports are made. */
export interface Traffic {
  readonly site: string;
  /** The first of seven days, `YYYY-MM-DD`. */
  readonly from: string;
  readonly seed: number;
}

/** Days that the edge takes reports of, today included. */
export const DAYS = 7;

/** Cells of a day that marks are put into. */
const MARKS = 100;

/** The rule file that the reports of a site are about, as it is to be published. */
export function soakRules(site: string): { readonly [key: string]: unknown } {
  const marks = Array.from({ length: MARKS }, (_, n) => [`mark-${n}`, { event: `mark-${n}` }]);
  const { conversions, ...rules } = readRules(site);
  return { ...rules, conversions: { ...(conversions as object), ...Object.fromEntries(marks) } };
}

/** What visitors go by; nobody makes a mark, so they need not know of them. */
const readRules = (site: string): { readonly [key: string]: unknown } => ({
  ...loadTemplate('engagement'),
  ...{ site, timezone: 'UTC' },
});

/** The ledger here is of reports, so nobody asks what visitors' events mean. */
const readNothing: Read = () => ({ transitions: [], conversions: () => [] });

/**
 * Reports of simulated visitors, without end, each entered into the ledger as it is given.
 *
 * Wherever others may travel with it, a mark goes along, into one of many cells of its day, those
 * of conversions that never happen: so one report lost and another counted twice do not cancel out unseen.
 */
export function* makeTraffic({ site, from, seed }: Traffic, ledger: Cells): Generator<Report> {
  const rules: Rules = parseRules(readRules(site));
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
  if (!mayBear(report)) return report;
  const day = report.id.slice(0, 10);
  const bucket = `mark-${random() % MARKS}`;
  const row = { day, subject: '*', def: '', metric: 'conversions', bucket, delta: 1 } as const;
  return { ...report, rows: [...report.rows, row] };
}

/** Whether more rows may travel with those of a report. */
export function mayBear({ rows }: Report): boolean {
  return rows.every(
    ({ metric, arm }) => !(METRICS[metric].signed || METRICS[metric].alone || arm !== undefined),
  );
}
