import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../lib/root.ts';

interface Run {
  readonly seed: number;
  readonly problems: readonly string[];
  readonly print: string;
}

/** What is asked of the suite, which knows the browser's types and is not checked with ours. */
interface Suite {
  runSeeds(options: {
    readonly from: number;
    readonly count: number;
    readonly onFailure: (run: Run) => void;
  }): Promise<{ readonly failures: readonly Run[]; readonly tasks: number }>;
  readonly BUNDLE: string;
  play(seed: number, bundle: string, trace: (line: string) => void): Promise<Run>;
}

/**
 * Plays simulated lives of a browser with the real SDK in its tabs:
 * `npm run -s simworld -- [--seeds N] [--from N] [--json]`; 20,000 from 1 on unless stated.
 * `--seed N` plays one, and prints every act and task.
 *
 * @returns 0 when every promise held in all of them.
 */
export async function simworld(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      seeds: { type: 'string', default: '20000' },
      from: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const load = (file: string): Promise<Suite> =>
    import(join(root, 'packages/sdk/test/simworld', file));
  const tell = ({ seed, problems }: Run): void =>
    console.error(`npm run simworld -- --seed ${seed}\n  ${problems.join('\n  ')}`);
  if (values.seed) {
    const { BUNDLE } = await load('tab.ts');
    const run = await (await load('play.ts')).play(Number(values.seed), BUNDLE, console.log);
    if (run.problems.length) tell(run);
    console.log(`print ${run.print}`);
    return run.problems.length ? 1 : 0;
  }
  const begin = performance.now();
  const count = Number(values.seeds);
  const { runSeeds } = await load('run-seeds.ts');
  const { failures, tasks } = await runSeeds({ from: Number(values.from), count, onFailure: tell });
  const seconds = Math.round((performance.now() - begin) / 1000);
  const result = { seeds: count, failed: failures.length, tasks, seconds };
  console.log(values.json ? JSON.stringify(result) : result);
  return failures.length ? 1 : 0;
}
