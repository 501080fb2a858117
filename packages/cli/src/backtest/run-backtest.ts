import { createCalendar } from '@inkling/engine';
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
import { replayVisitor } from './replay-visitor.ts';
import type { BacktestReport } from './report.ts';
import { createTally, type Tally } from './tally.ts';

/** Everything that a backtest is told. */
export interface BacktestOptions extends Omit<PlanOptions, 'at'> {
  readonly events: string;
  readonly read: ReadOptions;
  /** Instants, ms since the epoch; empty for the last event's. */
  readonly at: readonly number[];
  readonly quantiles: readonly number[];
  readonly memoryBytes: number;
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
    const plan = createPlan(rules, { ...options, at });
    const tally = await replayAll(grouped, rules, plan, io, progress);
    const { quantiles } = options;
    return createReport({
      rules,
      plan,
      tally,
      input: grouped,
      skipped: source.skipped(),
      quantiles,
    });
  } finally {
    await grouped.close();
    progress.end();
  }
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
