import type { BenchResult, BenchRow } from '../../tools/lib/bench-result.ts';
import { buildIfChanged } from '../../tools/lib/build-if-changed.ts';
import { sdkBuild } from '../../tools/stack/build-all.ts';
import { machine } from '../lib/machine.ts';
import { bundlePages, openingRows, trackRows, writeRows } from './events.ts';
import { readyRows } from './ready.ts';
import { restartRows } from './restart.ts';
import { serveBench } from './serve.ts';
import { loadSuite } from './suite.ts';

const ROUNDS = 11;
const QUICK_ROUNDS = 3;
const SLOWDOWNS = [1, 4];

/**
 * What recording and the first decision cost a page, in Chromium on loopback: script time to ready
 * beside others, one call of `track`, writes beside IndexedDB alone, a restart with a long history.
 *
 * Contenders take turns in each round, each in a fresh context; figures are medians over rounds,
 * ratios medians of the rounds' own. A machine that is busy lengthens wall time: "processor" is
 * what the page's thread worked.
 *
 * @param args - `--quick` for three rounds; `ready`, `track`, `writes` or `restart` for that alone.
 */
export async function run(args: readonly string[] = []): Promise<BenchResult> {
  await buildIfChanged(sdkBuild);
  const suite = await loadSuite();
  const server = await serveBench(await bundlePages(suite));
  const { browser, close } = await suite.launchBrowser('chromium');
  const rounds = args.includes('--quick') ? QUICK_ROUNDS : ROUNDS;
  const only = args.filter((word) => !word.startsWith('--'));
  const wanted = (part: string): boolean => !only.length || only.includes(part);
  const rows: BenchRow[] = [];
  try {
    for (const slowdown of SLOWDOWNS) {
      if (wanted('ready')) {
        rows.push(...(await readyRows(suite, server, browser, rounds, slowdown)));
        rows.push(...(await openingRows(server, browser, rounds, slowdown)));
      }
      if (wanted('track')) rows.push(...(await trackRows(server, browser, slowdown)));
    }
    if (wanted('writes')) rows.push(...(await writeRows(server, browser, rounds)));
    if (wanted('restart')) rows.push(...(await restartRows(suite, server, browser, rounds)));
  } finally {
    await close();
    await server.close();
  }
  return { bench: 'capture', machine: machine(), rows };
}
