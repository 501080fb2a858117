import type { Lab } from '../lab/lab.ts';
import { launchBrowser } from '../launch.ts';
import { play } from './play.ts';
import { readScenarios } from './scenario.ts';
import { judge, type PerPage } from './truth.ts';

/** How far a definition is from the truth, ms, over all pages of all scenarios. */
export interface Errors {
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/** How three definitions of engaged time did over the same scripts. */
export interface EngagedResult {
  readonly scenarios: number;
  readonly pages: number;
  readonly ours: Errors;
  /** 10 s for each beat of 10 s with input, as Snowplow's page pings count. */
  readonly pings: Errors;
  /** From opening to leaving. */
  readonly wall: Errors;
  /** Pages on which ours is off: scenario, page, ms more than the truth. */
  readonly off: readonly (readonly [scenario: string, page: string, ms: number])[];
}

/** Firefox holds timers of hidden tabs back; the clock of a page must move there, too. */
const PREFS = {
  'dom.min_background_timeout_value': 4,
  'dom.timeout.enable_budget_timer_throttling': false,
  'media.autoplay.default': 0,
};

/** Plays all scenarios in one engine. */
export async function runEngaged(
  lab: Lab,
  engine: 'chromium' | 'firefox',
  onScenario: (line: string) => void = () => {},
): Promise<EngagedResult> {
  const args = ['--autoplay-policy=no-user-gesture-required'];
  const launched = await launchBrowser(engine, { asShipped: true, prefs: PREFS, args });
  const ours: number[] = [];
  const pings: number[] = [];
  const wall: number[] = [];
  const off: [string, string, number][] = [];
  const scenarios = readScenarios();
  try {
    for (const scenario of scenarios) {
      const judged = judge(scenario);
      const recorded = await play(lab, launched, scenario);
      for (const [page, truth] of judged.truth) {
        const error = of(recorded, page) - truth;
        ours.push(Math.abs(error));
        pings.push(Math.abs(of(judged.pings, page) - truth));
        wall.push(Math.abs(of(judged.wall, page) - truth));
        if (error !== 0) off.push([scenario.name, page, error]);
        onScenario(`${engine} ${error} ms of ${truth}: ${scenario.name}, page ${page}`);
      }
    }
  } finally {
    await launched.close();
  }
  return {
    scenarios: scenarios.length,
    pages: ours.length,
    ours: spread(ours),
    pings: spread(pings),
    wall: spread(wall),
    off,
  };
}

function of(counts: PerPage, page: string): number {
  return counts.get(page) ?? 0;
}

function spread(errors: readonly number[]): Errors {
  const sorted = errors.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  return { median: at(0.5), p95: at(0.95), max: at(1) };
}
