import { createCalendar, type Engine, type Population, type Program } from '@inkling/engine';
import { compileRules, type Rules } from '@inkling/rules';
import { openEngine } from '../history/open-engine.ts';
import { createDayOf } from './day-of.ts';
import type { Asked } from './tally.ts';

const DAY_MS = 86_400_000;
/** How far stability looks back. */
export const STABILITY_MS = 7 * DAY_MS;

/** Everything that replaying a visitor needs and that does not depend on the visitor. */
export interface Plan {
  readonly program: Program;
  readonly asked: Asked;
  readonly segmentNumber: ReadonlyMap<string, number>;
  /** Ids of the named signals, in file order. */
  readonly signals: readonly string[];
  /** Whether signals are read at the asked instants. */
  readonly readsValues: boolean;
  readonly conversionNumber: ReadonlyMap<string, number>;
  /** One engine for all visitors: building it takes longer than most histories. */
  readonly engine: Engine;
  /** Day of an instant in the site's zone, `YYYY-MM-DD`. */
  readonly dayOf: (t: number) => string;
}

/** What people ask of a backtest. */
export interface PlanOptions {
  /** Instants, ms since the epoch, in any order; at least one. */
  readonly at: readonly number[];
  readonly members: boolean;
  readonly values: boolean;
  /** Whether the numbers of each signal are gathered, for quantiles. */
  readonly numbers: boolean;
  readonly sessions: boolean;
  /** Since when history is known, ms since the epoch; `null` for complete history. */
  readonly recordedFrom: number | null;
  readonly population: Population;
}

/** Compiles rules for a replay. */
export function createPlan(rules: Rules, options: PlanOptions): Plan {
  const program = compileRules(rules);
  const asked = [...new Set(options.at)].sort((a, b) => a - b);
  const last = asked.at(-1) as number;
  const stableSince = last - STABILITY_MS;
  const at = [...new Set([...asked, stableSince])].sort((a, b) => a - b);
  const signals = rules.signals.map(({ id }) => id);
  return {
    program,
    asked: {
      at,
      stableSince: at.indexOf(stableSince),
      stableIsHidden: !asked.includes(stableSince),
      segments: program.segments.length,
      conversions: rules.conversions.length,
      signals: signals.length,
      members: options.members,
      values: options.values,
      numbers: options.numbers,
      sessions: options.sessions,
    },
    segmentNumber: new Map(program.segments.map(({ id }, i) => [id, i])),
    signals,
    readsValues: options.values || options.numbers,
    conversionNumber: new Map(rules.conversions.map(({ id }, i) => [id, i])),
    engine: openEngine(
      program,
      options.recordedFrom === null ? null : { all: options.recordedFrom },
      options.population,
    ),
    dayOf: createDayOf(createCalendar(program.zone)),
  };
}
