import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchResult } from '../../tools/lib/bench-result.ts';
import { startStack } from '../../tools/stack/start-stack.ts';
import { machine } from '../lib/machine.ts';
import { median } from '../lib/median.ts';

const BUDGET_S = 15;
const REPEATS = 3;

/** How long `npm start` takes from a warm cache until demo and worker answer. */
export async function run(): Promise<BenchResult> {
  const storage = await mkdtemp(join(tmpdir(), 'inkling-bench-'));
  const options = { ports: { demo: 18_080, edge: 18_787 }, storage };
  const seconds: number[] = [];
  try {
    for (let i = 0; i <= REPEATS; i += 1) {
      const startedAt = performance.now();
      const stack = await startStack(options);
      await fetch(`${stack.demoUrl}/`);
      await fetch(`${stack.edgeUrl}/v1/sdk.js`);
      seconds.push((performance.now() - startedAt) / 1000);
      await stack.close();
    }
  } finally {
    await rm(storage, { recursive: true, force: true, maxRetries: 5 });
  }
  const [, ...repeats] = seconds; // The first one builds.
  const middle = median(repeats);
  const rows = [
    { what: 'first start, builds included as needed', value: seconds[0] ?? 0, unit: 's' },
    { what: 'repeat, median', value: middle, unit: 's', floor: BUDGET_S, ratio: middle / BUDGET_S },
    { what: 'repeat, slowest', value: Math.max(...repeats), unit: 's' },
  ];
  return { bench: 'start', machine: machine(), rows };
}
