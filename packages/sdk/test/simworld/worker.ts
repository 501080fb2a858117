import { parentPort, workerData } from 'node:worker_threads';
import { type Breakage, breakSources } from './breakage.ts';

/** What one thread has to play: every `step`-th seed. */
export interface Share {
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly breakage: Breakage | undefined;
  readonly withPrints: boolean;
}

const { from, to, step, breakage, withPrints } = workerData as Share;
if (breakage) breakSources(breakage);
// After the slip is in.
const { play } = await import('./play.ts');
const { BUNDLE } = await import('./tab.ts');

let tasks = 0;
const prints: [seed: number, print: string][] = [];
for (let seed = from; seed < to; seed += step) {
  const run = await play(seed, BUNDLE);
  tasks += run.tasks;
  if (withPrints) prints.push([seed, run.print]);
  if (!run.problems.length) continue;
  parentPort?.postMessage({ failure: run });
  if (breakage) break;
}
parentPort?.postMessage({ tasks, prints });
