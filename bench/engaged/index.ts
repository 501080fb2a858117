import { join } from 'node:path';
import type { BenchResult, BenchRow } from '../../tools/lib/bench-result.ts';
import { root } from '../../tools/lib/root.ts';
import { machine } from '../lib/machine.ts';

interface Errors {
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/** What is asked of the suite, which knows the browser's types and is not checked with ours. */
interface Suite {
  startLab(): Promise<{ close(): Promise<void> }>;
  runEngaged(
    lab: object,
    engine: string,
    onScenario: (line: string) => void,
  ): Promise<{ ours: Errors; pings: Errors; wall: Errors; pages: number }>;
}

const NAMES = { ours: 'Inkling', pings: 'page pings of 10 s', wall: 'wall clock' } as const;
/** What ours is held against, s. */
const GOALS: Errors = { median: 0, p95: 1, max: 5 };

/** Error of engaged time for each page of scripted visits, by three definitions. */
export async function run(): Promise<BenchResult> {
  const load = (file: string): Promise<Suite> => import(join(root, 'e2e/lib', file));
  const { startLab } = await load('lab/lab.ts');
  const { runEngaged } = await load('engaged/run-engaged.ts');
  const lab = await startLab();
  const rows: BenchRow[] = [];
  try {
    for (const engine of ['chromium', 'firefox']) {
      const result = await runEngaged(lab, engine, (line) => console.error(line));
      for (const who of ['ours', 'pings', 'wall'] as const) {
        for (const of of ['median', 'p95', 'max'] as const) {
          const value = result[who][of] / 1000;
          const floor = who === 'ours' ? { floor: GOALS[of] } : {};
          rows.push({ what: `${engine}: ${NAMES[who]}, ${of} error`, value, unit: 's', ...floor });
        }
      }
      rows.push({ what: `${engine}: pages`, value: result.pages, unit: 'pages' });
    }
  } finally {
    await lab.close();
  }
  return { bench: 'engaged', machine: machine(), rows };
}
