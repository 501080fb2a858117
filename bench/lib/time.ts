import { Bench } from 'tinybench';

/** How long one call takes. */
export interface Timing {
  /** Median, µs: one garbage collection moves the mean and says nothing of the code. */
  readonly p50Us: number;
  /** 99th percentile, µs. */
  readonly p99Us: number;
}

let sink: unknown;

/**
 * Times `work` for about `forMs` after warming up.
 *
 * @param work - Its result is kept, so that the engine may not drop the call.
 * @throws What `work` throws.
 */
export async function time(work: () => unknown, forMs = 500): Promise<Timing> {
  const bench = new Bench({ time: forMs, warmupTime: forMs / 5, throws: true });
  bench.add('work', () => {
    sink = work();
  });
  await bench.run();
  const [task] = bench.tasks;
  if (task?.result.state !== 'completed') throw new Error('The measurement did not complete.');
  if (sink === bench) throw new Error('Nothing was computed, so nothing was measured.');
  const { p50, p99 } = task.result.latency;
  return { p50Us: p50 * 1000, p99Us: p99 * 1000 };
}
