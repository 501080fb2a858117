import { Worker } from 'node:worker_threads';
import type { Rules } from '@inkling/rules';
import type { PartitionFiles } from '../history/partitions.ts';
import type { PlanOptions } from './create-plan.ts';
import { mergeTally } from './merge-tally.ts';
import type { Tally } from './tally.ts';

/** What every thread is told at its start; all of it can be copied. */
export interface ThreadTask extends PartitionFiles {
  readonly rules: Rules;
  readonly planOptions: PlanOptions;
}

/** What a thread says: events of a file that it has done with, or (asked to end) its tally. */
export type ThreadWord = { readonly events: number } | { readonly tally: Tally };

/** How the threads are run. */
export interface ThreadOptions {
  readonly workers: number;
  /** Takes everything. */
  readonly tally: Tally;
  readonly signal: AbortSignal;
  readonly onDone: (events: number) => void;
}

/**
 * Replays files of histories in threads, each taking the next file when it is done with one.
 *
 * @throws What a thread threw, or the reason of an abort; no thread runs on then.
 */
export async function replayInThreads(task: ThreadTask, options: ThreadOptions): Promise<void> {
  const { folder, count, rules, planOptions } = task;
  const workerData: ThreadTask = { folder, count, rules, planOptions };
  let next = 0;
  const take = (): number | null => (next < count ? next++ : null);
  const workers = Array.from(
    { length: Math.min(options.workers, count) },
    () => new Worker(new URL('./replay-thread.ts', import.meta.url), { workerData }),
  );
  const stop = (): void => {
    for (const worker of workers) void worker.terminate();
  };
  options.signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.all(workers.map((worker) => follow(worker, take, options)));
    options.signal.throwIfAborted();
  } finally {
    options.signal.removeEventListener('abort', stop);
    stop();
  }
}

/** Hands a thread one file after another; settles when it has given its tally. */
function follow(
  worker: Worker,
  take: () => number | null,
  { tally, onDone }: ThreadOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('A replaying thread ended too early.')));
    worker.on('message', (word: ThreadWord) => {
      if ('tally' in word) {
        mergeTally(tally, word.tally);
        resolve();
        return;
      }
      onDone(word.events);
      worker.postMessage(take());
    });
    worker.postMessage(take());
  });
}
