import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../lib/root.ts';
import { stayAtHome } from '../lib/stay-at-home.ts';

interface Result {
  readonly engine: string;
  readonly lost: number;
  readonly doubled: number;
}

/** What is asked of the suite, which knows the browser's types and is not checked with ours. */
interface Suite {
  startLab(): Promise<{ close(): Promise<void> }>;
  runKillrig(lab: object, options: object): Promise<Result>;
}

/**
 * Kills Chromium and Firefox in the middle of writing, and counts what is lost or doubled:
 * `npm run -s killrig -- [--kills N] [--engine NAME] [--json]`; 40 kills of each unless stated.
 *
 * @returns 0 when nothing is lost or doubled.
 */
export async function killrig(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: 'string', default: '40' },
      engine: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  stayAtHome();
  const load = (file: string): Promise<Suite> => import(join(root, 'e2e/lib', file));
  const { startLab } = await load('lab/lab.ts');
  const { runKillrig } = await load('killrig/killrig.ts');
  const lab = await startLab();
  const results: Result[] = [];
  try {
    for (const engine of values.engine ? [values.engine] : ['chromium', 'firefox']) {
      const onProgress = (line: string): void => console.error(line);
      results.push(await runKillrig(lab, { engine, kills: Number(values.kills), onProgress }));
    }
  } finally {
    await lab.close();
  }
  if (values.json) console.log(JSON.stringify({ rows: results }));
  else for (const result of results) console.log(JSON.stringify(result));
  return results.every(({ lost, doubled }) => lost + doubled === 0) ? 0 : 1;
}
