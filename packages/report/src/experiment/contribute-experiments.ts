import type { Zone } from '@inkling/engine';
import { DAY_MS, dayName, dayNumber } from '../calendar.ts';
import type { Metric, ReportRow } from '../row.ts';
import { EXPERIMENT_DAYS, type Experiment, levelOf, type Outcome, PRE_DAYS } from './experiment.ts';

/** What a browser has contributed to experiments, so that nothing counts twice. Plain JSON. */
export interface ExperimentState {
  readonly v: 1;
  /** By conversion: day number, times and cents of the last {@link PRE_DAYS} days. */
  readonly past: { readonly [conversion: string]: readonly PastDay[] };
  /** By experiment. */
  readonly assigned: { readonly [experiment: string]: Assignment };
}

type PastDay = readonly [day: number, times: number, cents: number];

/** A browser's part in one experiment. */
interface Assignment {
  readonly arm: string;
  /** Instant of the assignment, ms since the epoch. */
  readonly t: number;
  /** Whether the exposure was counted. */
  readonly seen: boolean;
  /** By outcome: the level of the pre-period, and the sum within the horizon. */
  readonly outcomes: { readonly [outcome: string]: readonly [pre: number, sum: number] };
}

/** One step of the engine, as far as experiments are concerned. */
export interface ExperimentStep {
  /** By the corrected clock, ms since the epoch. */
  readonly t: number;
  readonly zone: Zone;
  /** Those that the browser is assigned to now. One that is no longer named moves no more. */
  readonly experiments: readonly Experiment[];
  /** Ids of experiments whose variant has come into view; ones that are counted do no harm. */
  readonly exposed?: readonly string[];
  /** What the step's event converts. An assignment in the same step comes before it. */
  readonly conversions?: readonly { readonly id: string; readonly cents: number }[];
}

/**
 * Turns one step into anonymous outcomes of experiments. Pure: the same state and step give the
 * same answer.
 *
 * A browser is counted once in the cell of its pre-period level and outcome level 0 when it is
 * assigned, exposed or not, so that the analysis is by intention to treat. When the outcome of its
 * horizon reaches another level it takes itself out of one cell and puts itself into another. Means,
 * squares and cross-products with the pre-period all follow from how many browsers are in each.
 *
 * @param saved - What the last call gave; `null` on the first one ever, and after lost history.
 */
export function contributeExperiments(
  saved: ExperimentState | null,
  step: ExperimentStep,
): { readonly state: ExperimentState; readonly rows: readonly ReportRow[] } {
  const today = dayNumber(step.t, step.zone);
  const rows: ReportRow[] = [];
  const add = (metric: Metric, arm: string, delta: number, bucket?: string): void => {
    const cell = { day: dayName(today), subject: '*', def: '', metric, arm, delta };
    rows.push(bucket === undefined ? cell : { ...cell, bucket });
  };
  const past = saved?.past ?? {};
  const kept = Object.entries(saved?.assigned ?? {}).filter(
    ([, { t }]) => step.t < t + EXPERIMENT_DAYS * DAY_MS,
  );
  const assigned: { [experiment: string]: Assignment } = Object.fromEntries(kept);
  for (const experiment of step.experiments) {
    const { id, arm: now, outcomes } = experiment;
    const old = assigned[id];
    const { arm, t, seen } = old ?? { arm: now, t: step.t, seen: false };
    const name = `${id}:${arm}`;
    const sums = outcomes.map((outcome) => {
      const [pre, sum] = old?.outcomes[outcome.id] ?? [
        preLevel(experiment, outcome, past, today),
        0,
      ];
      const more = step.t < t + experiment.horizonDays * DAY_MS ? gain(outcome, step) : 0;
      const from = old ? levelOf(sum, outcome.levels) : -1;
      const to = levelOf(sum + more, outcome.levels);
      if (from !== to) {
        if (old) add('level', name, -1, `${outcome.id}:${pre}:${from}`);
        add('level', name, 1, `${outcome.id}:${pre}:${to}`);
      }
      return [outcome.id, [pre, sum + more]] as const;
    });
    const shown = step.exposed?.includes(id) ?? false;
    if (shown && !seen) add('exposed', name, 1);
    assigned[id] = { arm, t, seen: seen || shown, outcomes: Object.fromEntries(sums) };
  }
  return { state: { v: 1, past: remember(past, step, today), assigned }, rows };
}

/**
 * A conversion is worth a cent at least: so whoever converted has also brought money, and no two
 * cells differ by the few who brought none.
 */
const worth = (cents: number): number => Math.max(1, Math.round(cents));

/** What the step adds to an outcome. */
function gain({ conversion, of }: Outcome, { conversions = [] }: ExperimentStep): number {
  return conversions
    .filter(({ id }) => id === conversion)
    .reduce((sum, { cents }) => sum + (of === 'times' ? 1 : worth(cents)), 0);
}

function preLevel(
  { preDays }: Experiment,
  { conversion, of, levels }: Outcome,
  past: ExperimentState['past'],
  today: number,
): number {
  const days = (past[conversion] ?? []).filter(([day]) => day >= today - preDays && day < today);
  return levelOf(
    days.reduce((sum, [, times, cents]) => sum + (of === 'times' ? times : cents), 0),
    levels,
  );
}

/** Adds the step's conversions to what is known of the last days. */
function remember(
  past: ExperimentState['past'],
  step: ExperimentStep,
  today: number,
): ExperimentState['past'] {
  const all: { [conversion: string]: readonly PastDay[] } = { ...past };
  for (const { id, cents } of step.conversions ?? []) {
    const [day, times, sum] = all[id]?.find((one) => one[0] === today) ?? [today, 0, 0];
    const others = (all[id] ?? []).filter((one) => one[0] !== today && one[0] >= today - PRE_DAYS);
    all[id] = [...others, [day, times + 1, sum + worth(cents)]];
  }
  return all;
}
