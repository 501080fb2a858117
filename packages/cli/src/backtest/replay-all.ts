import type { Rules } from '@inkling/rules';
import type { Grouped } from '../history/group-by-visitor.ts';
import type { Io } from '../io.ts';
import type { Progress } from '../output/progress.ts';
import { wordCount } from '../output/words.ts';
import { createPlan, type Plan, type PlanOptions } from './create-plan.ts';
import { createReplayHistories } from './replay-histories.ts';
import { replayInThreads } from './replay-in-threads.ts';
import { createTally, type Tally } from './tally.ts';

/** What a pass over all histories needs. */
export interface ReplayParts {
  readonly grouped: Grouped;
  readonly rules: Rules;
  readonly planOptions: PlanOptions;
  /** Threads; those beyond the first need the events in files. */
  readonly workers: number;
  readonly io: Io;
  readonly progress: Progress;
}

/** One pass over everybody. */
export async function replayAll(
  parts: ReplayParts,
): Promise<{ readonly plan: Plan; readonly tally: Tally }> {
  const { grouped, rules, planOptions, workers, io, progress } = parts;
  const plan = createPlan(rules, planOptions);
  const tally = createTally(plan.asked);
  let done = 0;
  const onDone = (events: number): void => {
    done += events;
    const all = wordCount(grouped.events, 'event');
    progress.show(() => `replayed ${wordCount(done, 'event')} of ${all}`);
  };
  if (workers > 1 && grouped.files !== null) {
    const task = { ...grouped.files, rules, planOptions };
    await replayInThreads(task, { workers, tally, signal: io.signal, onDone });
    return { plan, tally };
  }
  const replay = createReplayHistories(rules, plan, tally);
  for await (const histories of grouped.histories()) {
    io.signal.throwIfAborted();
    onDone(replay(histories));
  }
  return { plan, tally };
}
