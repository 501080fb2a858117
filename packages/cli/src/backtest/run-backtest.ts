import type { Population } from '@inkling/engine';
import type { Rules } from '@inkling/rules';
import { groupByVisitor } from '../history/group-by-visitor.ts';
import type { EventSource } from '../input/read-events.ts';
import type { Io } from '../io.ts';
import type { Progress } from '../output/progress.ts';
import { wordCount } from '../output/words.ts';
import type { Plan, PlanOptions } from './create-plan.ts';
import { createReport } from './create-report.ts';
import { createPopulation, percentileSignals } from './population.ts';
import { replayAll } from './replay-all.ts';
import type { BacktestReport } from './report.ts';
import type { Tally } from './tally.ts';

/** Everything that a backtest is told. */
export interface BacktestOptions extends Omit<PlanOptions, 'at' | 'population'> {
  readonly source: Omit<EventSource, 'taken'>;
  /** Instants, ms since the epoch; empty for the last event's. */
  readonly at: readonly number[];
  readonly quantiles: readonly number[];
  readonly memoryBytes: number;
  /** Threads that replay; 1 for this one alone. */
  readonly workers: number;
  /** Breakpoints for percentiles; `null` for those that the file's own visitors give. */
  readonly population: Population | null;
}

/**
 * Replays events through the real sessioniser and engine.
 *
 * @throws `CliError` for unreadable input, and whatever aborts `io.signal`.
 */
export async function runBacktest(
  rules: Rules,
  options: BacktestOptions,
  io: Io,
  progress: Progress,
): Promise<BacktestReport> {
  const { source } = options;
  const grouped = await groupByVisitor(source.batches, {
    // Threads share events by files.
    memoryBytes: options.workers > 1 ? 0 : options.memoryBytes,
    onProgress: (events) => progress.show(() => `read ${wordCount(events, 'event')}`),
  });
  try {
    const at = options.at.length > 0 ? options.at : [grouped.to ?? 0];
    const { workers } = options;
    const replay: Replay = (planOptions) =>
      replayAll({ grouped, rules, planOptions, workers, io, progress });
    const population = options.population ?? (await measurePopulation(rules, options, at, replay));
    const { tally, plan } = await replay({ ...planOptionsOf(options), at, population });
    const { quantiles } = options;
    const skipped = source.skipped();
    return createReport({ rules, plan, tally, input: grouped, skipped, quantiles, population });
  } finally {
    await grouped.close();
    progress.end();
  }
}

type Replay = (options: PlanOptions) => Promise<{ readonly plan: Plan; readonly tally: Tally }>;

/** Only what threads are told: all of it can be copied to another one. */
function planOptionsOf(options: BacktestOptions): Omit<PlanOptions, 'at' | 'population'> {
  const { members, values, numbers, sessions, recordedFrom } = options;
  return { members, values, numbers, sessions, recordedFrom };
}

/** A first pass, which only reads the signals that a percentile speaks of; none when none does. */
async function measurePopulation(
  rules: Rules,
  { recordedFrom }: BacktestOptions,
  at: readonly number[],
  replay: Replay,
): Promise<Population> {
  const wanted = percentileSignals(rules);
  if (wanted.size === 0) return {};
  const nothing = { members: false, values: false, sessions: false, population: {} };
  const last = [Math.max(...at)];
  const { plan, tally } = await replay({ ...nothing, at: last, numbers: true, recordedFrom });
  const own = plan.signals.map((signal, i) => [signal, tally.numbers[i] ?? []] as const);
  return createPopulation(new Map(own.filter(([signal]) => wanted.has(signal))));
}
