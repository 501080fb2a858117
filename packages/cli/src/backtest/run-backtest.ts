import { createCalendar, type Population } from '@inkling/engine';
import type { Rules } from '@inkling/rules';
import { type AssignSessions, createAssignSessions } from '../history/assign-sessions.ts';
import { type Grouped, groupByVisitor } from '../history/group-by-visitor.ts';
import { orderEvents } from '../history/order-events.ts';
import { type ReadOptions, readEvents } from '../input/read-events.ts';
import type { Io } from '../io.ts';
import type { Progress } from '../output/progress.ts';
import { wordCount } from '../output/words.ts';
import { addVisitor } from './add-visitor.ts';
import { createPlan, type Plan, type PlanOptions } from './create-plan.ts';
import { createReport } from './create-report.ts';
import { createPopulation, percentileSignals } from './population.ts';
import { replayVisitor } from './replay-visitor.ts';
import type { BacktestReport } from './report.ts';
import { createTally, type Tally } from './tally.ts';

/** Everything that a backtest is told. */
export interface BacktestOptions extends Omit<PlanOptions, 'at' | 'population'> {
  readonly events: string;
  readonly read: ReadOptions;
  /** Instants, ms since the epoch; empty for the last event's. */
  readonly at: readonly number[];
  readonly quantiles: readonly number[];
  readonly memoryBytes: number;
  /** Breakpoints for percentiles; `null` for those that the file's own visitors give. */
  readonly population: Population | null;
}

/**
 * Replays a file of events through the real sessioniser and engine.
 *
 * @throws `CliError` for unreadable input, and whatever aborts `io.signal`.
 */
export async function runBacktest(
  rules: Rules,
  options: BacktestOptions,
  io: Io,
  progress: Progress,
): Promise<BacktestReport> {
  const source = readEvents(options.events, options.read, io);
  const grouped = await groupByVisitor(source.batches, {
    memoryBytes: options.memoryBytes,
    onProgress: (events) => progress.show(() => `read ${wordCount(events, 'event')}`),
  });
  try {
    const at = options.at.length > 0 ? options.at : [grouped.to ?? 0];
    const replay = (plan: Plan): Promise<Tally> => replayAll(grouped, rules, plan, io, progress);
    const population = options.population ?? (await measurePopulation(rules, options, at, replay));
    const plan = createPlan(rules, { ...options, at, population });
    const tally = await replay(plan);
    const { quantiles } = options;
    const skipped = source.skipped();
    return createReport({ rules, plan, tally, input: grouped, skipped, quantiles, population });
  } finally {
    await grouped.close();
    progress.end();
  }
}

/** A first pass, which only reads the signals that a percentile speaks of; none when none does. */
async function measurePopulation(
  rules: Rules,
  { recordedFrom }: BacktestOptions,
  at: readonly number[],
  replay: (plan: Plan) => Promise<Tally>,
): Promise<Population> {
  const wanted = percentileSignals(rules);
  if (wanted.size === 0) return {};
  const nothing = { members: false, values: false, sessions: false, population: {} };
  const last = [Math.max(...at)];
  const plan = createPlan(rules, { ...nothing, at: last, numbers: true, recordedFrom });
  const { numbers } = await replay(plan);
  const own = plan.signals.map((signal, i) => [signal, numbers[i] ?? []] as const);
  return createPopulation(new Map(own.filter(([signal]) => wanted.has(signal))));
}

async function replayAll(
  grouped: Grouped,
  rules: Rules,
  plan: Plan,
  io: Io,
  progress: Progress,
): Promise<Tally> {
  const tally = createTally(plan.asked);
  const assign: AssignSessions = createAssignSessions(
    rules.session,
    createCalendar(plan.program.zone),
  );
  let done = 0;
  for await (const visitors of grouped.histories()) {
    io.signal.throwIfAborted();
    for (const history of visitors) {
      const ordered = orderEvents(history);
      const visitor = ordered[0]?.visitor as string;
      addVisitor(tally, replayVisitor(visitor, assign(ordered), plan), plan.asked);
      done += history.length;
    }
    progress.show(
      () => `replayed ${wordCount(done, 'event')} of ${wordCount(grouped.events, 'event')}`,
    );
  }
  return tally;
}
