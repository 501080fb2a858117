/** One number, from four sides. */
export interface Figure {
  /** What visitors did. */
  readonly truth: number;
  /** What of it browsers could tell: after consent, and as far as each one's storage reaches. */
  readonly told: number;
  /** What was in reports that never arrived. */
  readonly lost: number;
  /** What the edge counted. */
  readonly counted: number;
  /** `counted + lost − told`: 0 by design. */
  readonly error: number;
}

/** A segment's size at the end of a day. What is counted comes from leases: an estimate. */
export interface SizeFigure {
  readonly truth: number;
  readonly told: number;
  readonly counted: number;
}

/** One segment. */
export interface SegmentReport {
  /** At the end of the last day. */
  readonly size: SizeFigure;
  readonly entered: Figure;
  readonly left: Figure;
  /** Changes that browsers noticed more than seven days later; `left` and `entered` lack them. */
  readonly late: Figure;
  readonly conversions: Figure;
  readonly revenueCents: Figure;
  readonly days: readonly {
    readonly day: string;
    readonly size: SizeFigure;
    readonly in: Figure;
    readonly entered: Figure;
    readonly left: Figure;
  }[];
}

/** Visitors of a weekly cohort who came in the weeks after, that week being 0. */
export interface Cohort {
  /** The Monday, `YYYY-MM-DD`. */
  readonly cohort: string;
  readonly weeks: readonly Figure[];
}

/** One arm of the planted experiment. */
export interface ArmReport {
  readonly visitors: number;
  readonly converted: number;
  /** `null` for an arm without visitors. */
  readonly rate: number | null;
}

/** What a simulation came to, as JSON carries it. */
export interface SimulationReport {
  readonly site: string;
  readonly seed: number;
  readonly from: string;
  readonly to: string;
  readonly visitors: number;
  /** Visitors by archetype. */
  readonly archetypes: { readonly [name: string]: number };
  /** Histories that browsers kept, of visitors who agreed. */
  readonly browsers: number;
  readonly visits: number;
  readonly events: number;
  readonly reports: {
    readonly made: number;
    readonly counted: number;
    readonly duplicates: number;
    readonly refused: number;
    readonly lost: number;
  };
  /** Cells that are held to be exact, and how many are not. */
  readonly cells: number;
  readonly wrongCells: number;
  /** Everybody; `visitors` are each day's unique ones, added up. */
  readonly totals: { readonly [metric: string]: Figure };
  readonly conversions: {
    readonly [id: string]: { readonly count: Figure; readonly revenueCents: Figure };
  };
  readonly days: readonly { readonly day: string; readonly visitors: Figure }[];
  readonly segments: { readonly [id: string]: SegmentReport };
  /** Of everybody. */
  readonly retention: readonly Cohort[];
  /** What visitors did by arm, and the lift that was planted; `null` where none was. */
  readonly experiment: {
    readonly plantedLift: number;
    readonly control: ArmReport;
    readonly treatment: ArmReport;
  } | null;
}
