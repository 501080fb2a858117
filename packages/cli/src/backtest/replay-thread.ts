import { parentPort, workerData } from 'node:worker_threads';
import { historiesOf } from '../history/group-by-visitor.ts';
import { createPlan } from './create-plan.ts';
import { createReplayHistories } from './replay-histories.ts';
import type { ThreadTask, ThreadWord } from './replay-in-threads.ts';
import { createTally } from './tally.ts';

// The entry of a thread, so importing it does something: it waits for numbers of files.
const { folder, rules, planOptions } = workerData as ThreadTask;
const plan = createPlan(rules, planOptions);
const tally = createTally(plan.asked);
const replay = createReplayHistories(rules, plan, tally);
const say = (word: ThreadWord): void => parentPort?.postMessage(word);

async function replayFile(partition: number): Promise<number> {
  let events = 0;
  for await (const histories of historiesOf(folder, partition)) events += replay(histories);
  return events;
}

parentPort?.on('message', async (partition: number | null) => {
  if (partition === null) say({ tally });
  else say({ events: await replayFile(partition) });
});
