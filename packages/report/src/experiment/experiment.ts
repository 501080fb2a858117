/** Longest time from an experiment's first assignment to its last outcome, in days. */
export const EXPERIMENT_DAYS = 180;

/** Longest pre-period, in days: what a browser remembers of its conversions. */
export const PRE_DAYS = 28;

/** Levels are numbered from 0 to this. */
const TOP_LEVEL = 7;

/** One thing that an experiment may change. */
export interface Outcome {
  /** Its name in rows. */
  readonly id: string;
  /** The conversion that it adds up. */
  readonly conversion: string;
  /** Whether conversions are counted, or their money is added up. */
  readonly of: 'times' | 'cents';
  /** Least sum of each level from 1 on, rising: at most seven. Sums above the last are clipped. */
  readonly levels: readonly number[];
}

/**
 * An experiment as this browser takes part in it; a site-wide holdout is one, too.
 *
 * Whatever would make old and new counts differ (outcomes, levels, horizon, pre-period, weights)
 * makes it another experiment, with another id.
 */
export interface Experiment {
  readonly id: string;
  /** The browser's arm. It stays in the arm of its first step, whatever is said later. */
  readonly arm: string;
  /** Outcomes count for this many days of 24 hours from the assignment on, for each browser. */
  readonly horizonDays: number;
  /** Local days before that of the assignment that make the pre-period; 0 for none. */
  readonly preDays: number;
  readonly outcomes: readonly Outcome[];
}

/** The experiment that the holdout of the whole site is, and its arms. */
export const HOLDOUT = { id: 'holdout', held: 'held', open: 'open' } as const;

/** The level of a sum: how many thresholds it has reached, and never more than 7. */
export function levelOf(sum: number, levels: readonly number[]): number {
  return Math.min(TOP_LEVEL, levels.filter((least) => least <= sum).length);
}

/** Levels of conversions where a site states none: as rare as counts usually are. */
const TIMES_LEVELS = [1, 2, 3, 4, 5, 10, 20];
/** The same for money, in cents. */
const CENTS_LEVELS = [1, 1_000, 2_500, 5_000, 10_000, 25_000, 100_000];

/**
 * What every experiment of a site is measured by: how often each conversion happens and, where it
 * has a value, its money, as `buy` and `buy.revenue`.
 */
export function outcomesOf(
  conversions: readonly { readonly id: string; readonly value: string | null }[],
): Outcome[] {
  return conversions.flatMap(({ id, value }) => [
    { id, conversion: id, of: 'times', levels: TIMES_LEVELS },
    ...(value === null
      ? []
      : [{ id: `${id}.revenue`, conversion: id, of: 'cents', levels: CENTS_LEVELS } as const]),
  ]);
}
