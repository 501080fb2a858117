/** What a simulated population and its network are like; shares are in [0, 1]. */
export interface SimulationOptions {
  readonly visitors: number;
  readonly days: number;
  readonly seed: number;
  /** First day, `YYYY-MM-DD` in the site's zone. */
  readonly from: string;
  /** Share of visitors who refuse measurement; they are in the truth, and send nothing. */
  readonly refuse: number;
  /** Chance, before each visit, that a browser has lost its storage. */
  readonly wipe: number;
  /** Of these, the share where the browser can tell that something was lost. */
  readonly wipeSeen: number;
  /** Chance that a page is opened in a second tab while another is read. */
  readonly tabs: number;
  /** Share of reports that arrive late, by up to `lateMs`. */
  readonly late: number;
  readonly lateMs: number;
  /** Share of reports that arrive twice or three times. */
  readonly repeat: number;
  /** Share of reports that never arrive. */
  readonly lose: number;
  /** What the treatment half of the visitors does more often, as a share; 0 for no experiment. */
  readonly lift: number;
}

/** A population and a network as they may be; assumptions, not measurements. */
export const DEFAULTS: SimulationOptions = {
  visitors: 1_000,
  days: 14,
  seed: 1,
  from: '2026-01-05',
  refuse: 0.1,
  wipe: 0.01,
  wipeSeen: 0.5,
  tabs: 0.05,
  late: 0.05,
  lateMs: 72 * 3_600_000,
  repeat: 0.05,
  lose: 0.002,
  lift: 0,
};
