import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Breakage } from './breakage.ts';
import type { Run } from './play.ts';
import type { Share } from './worker.ts';

/** Which lives are played. */
export interface SeedOptions {
  readonly from: number;
  readonly count: number;
  /** A slip that is put into the SDK first; each thread then stops at its first failure. */
  readonly breakage?: Breakage;
  /** Whether to collect each life's hash. */
  readonly prints?: boolean;
  /** Told of each failure as it happens. */
  readonly onFailure?: (run: Run) => void;
}

/** How they went. */
export interface SeedResult {
  /** By seed. */
  readonly failures: readonly Run[];
  /** Tasks of the browser, of all lives. */
  readonly tasks: number;
  /** Hash of each life, by seed, where asked for. */
  readonly prints: readonly string[];
}

type Message =
  | { readonly failure: Run }
  | {
      readonly tasks: number;
      readonly prints: readonly (readonly [seed: number, print: string])[];
    };

/** Plays the lives of some seeds, as many at once as the machine has cores. @throws What a thread threw. */
export async function runSeeds(options: SeedOptions): Promise<SeedResult> {
  const { from, count, breakage, onFailure, prints: withPrints = false } = options;
  const prints: (readonly [seed: number, print: string])[] = [];
  const step = Math.min(availableParallelism(), count);
  const failures: Run[] = [];
  let tasks = 0;
  const thread = (first: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const share: Share = { from: first, to: from + count, step, breakage, withPrints };
      const worker = new Worker(new URL('./worker.ts', import.meta.url), {
        workerData: share,
        // Nearly all that a life makes is gone with it.
        resourceLimits: { maxYoungGenerationSizeMb: 128 },
      });
      worker.on('message', (message: Message) => {
        if ('tasks' in message) {
          tasks += message.tasks;
          prints.push(...message.prints);
        } else {
          failures.push(message.failure);
          onFailure?.(message.failure);
        }
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve());
    });
  await Promise.all(Array.from({ length: step }, (_, i) => thread(from + i)));
  return {
    failures: failures.sort((a, b) => a.seed - b.seed),
    tasks,
    prints: prints.sort(([a], [b]) => a - b).map(([, print]) => print),
  };
}
