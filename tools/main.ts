/** `node tools/main.ts TASK …args`: the entry that `run.mjs` starts under the project's Node. */
import { tasks } from './tasks.ts';

const [name = '', ...args] = process.argv.slice(2);
const task = tasks[name];
if (!task) {
  console.error(`inkling: no task "${name}". There are: ${Object.keys(tasks).join(', ')}.`);
  process.exitCode = 2;
} else {
  process.exitCode = await (await task())(args);
}
