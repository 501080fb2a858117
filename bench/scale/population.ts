import { readFileSync } from 'node:fs';
import { parseRules } from '@inkling/rules';
import { DEFAULTS, simulate, summarise } from '@inkling/simulate';

/** What a visitor asks of the edge on a day of visiting, on average. */
export interface VisitorDay {
  /** Arrivals of reports, copies among them. */
  readonly reports: number;
  readonly pages: number;
  readonly engagedMinutes: number;
  /** Arrivals by hour of the day (UTC). */
  readonly byHour: readonly number[];
}

/** Lets visitors of the demo's rules live for two weeks, and takes the mean. */
export function measureVisitorDay(visitors: number): VisitorDay {
  const file = new URL('../../demo/rules.json', import.meta.url);
  const rules = parseRules(JSON.parse(readFileSync(file, 'utf8')));
  const simulation = simulate(rules, { ...DEFAULTS, visitors, refuse: 0 });
  const { totals } = summarise(simulation);
  const days = totals.visitors!.truth;
  const { counted, duplicates, refused, byHour } = simulation.traffic;
  return {
    reports: (counted + duplicates + refused) / days,
    pages: totals.page_views!.truth / days,
    engagedMinutes: totals.engaged!.truth / 60 / days,
    byHour,
  };
}
