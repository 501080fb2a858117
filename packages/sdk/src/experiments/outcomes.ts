import type { InkEvent, Program } from '@inkling/engine';
import { ASSIGNED_EVENT, SHOWN_EVENT } from '@inkling/engine/assign';
import type { ReportRow } from '@inkling/report';
import {
  contributeExperiments,
  type Experiment,
  type ExperimentState,
  HOLDOUT,
  outcomesOf,
} from '@inkling/report/experiment';

/** Outcomes count for so long after the assignment, in days of 24 hours. */
const HORIZON_DAYS = 28;
/** What happened in so many local days before it is the pre-period. */
const PRE_DAYS = 28;

/** An event as far as experiments are concerned. */
export interface TrialStep {
  /** Ms since the epoch. */
  readonly t: number;
  readonly program: Program;
  readonly event: InkEvent;
  /** What the event converts. */
  readonly conversions?: readonly { readonly id: string; readonly cents: number }[];
}

/** What books call for each event where the rules hold experiments. */
export const start = () => contributeTrials;

/**
 * Turns what the log says of assignments, exposures and conversions into outcomes of experiments.
 *
 * Who is held out of an experience stands in the arm `holdout` of its experiment; the holdout of the
 * whole site is an experiment of its own. What the rules name no more moves no more.
 *
 * @param saved - What the last call gave; `null` on the first one ever.
 */
export function contributeTrials(
  saved: ExperimentState | null,
  { t, program, event, conversions = [] }: TrialStep,
): { readonly state: ExperimentState; readonly rows: readonly ReportRow[] } {
  const { experiments = [], experiences = [], zone } = program;
  const experimentOf = (experience: unknown): string => {
    const row = experiences.find(([id]) => id === experience);
    return row ? experiments[row[3]]![0] : `${experience}`;
  };
  const isKnown = ([id, arm]: readonly [string, string]): boolean =>
    id === HOLDOUT.id ||
    experiments.some(([key, arms]) => key === id && (arm === 'holdout' || arms.includes(arm)));
  const { type, params } = event;
  const assigned = Object.entries(saved?.assigned ?? {}).map(([id, { arm }]) => [id, arm] as const);
  if (type === ASSIGNED_EVENT) {
    assigned.push([experimentOf(params.experience), `${params.variant}`]);
  }
  const outcomes = outcomesOf(program.conversions);
  // What was said first of an experiment stays.
  const arms = new Map(assigned.reverse());
  return contributeExperiments(saved, {
    t,
    zone,
    conversions,
    experiments: [...arms].filter(isKnown).map(
      ([id, arm]): Experiment => ({
        id,
        arm,
        horizonDays: HORIZON_DAYS,
        preDays: PRE_DAYS,
        outcomes,
      }),
    ),
    exposed: type === SHOWN_EVENT ? [experimentOf(params.experience)] : [],
  });
}
