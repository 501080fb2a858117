/** One measured figure. */
export interface BenchRow {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What it is held against: the simplest thing that does the same work, or a budget. */
  readonly floor?: number;
  /** `value / floor`. */
  readonly ratio?: number;
}

/** What every `bench/NAME/index.ts` exports as `run()`'s answer. */
export interface BenchResult {
  readonly bench: string;
  /** Processor, cores, Node: what the figures depend on. */
  readonly machine: string;
  readonly rows: readonly BenchRow[];
  /** How it was measured, where that is not plain from the rows. */
  readonly notes?: readonly string[];
  /** Promises that the figures break; the command then fails. */
  readonly broken?: readonly string[];
}
