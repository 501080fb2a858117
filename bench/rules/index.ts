import type { BenchResult, BenchRow } from '../../tools/lib/bench-result.ts';
import { machine } from '../lib/machine.ts';
import { compare, type Size } from './compare.ts';
import { gateRows } from './gate.ts';
import { openChromium } from './in-chromium.ts';
import { memoryRows } from './memory.ts';
import { restoreRows } from './restore.ts';

/**
 * What it costs to keep segments up to date: an event arrives, and all segments are right.
 *
 * Everyone gets the same events in the same rounds, in turn; figures are medians over rounds, in
 * Node and in Chromium.
 *
 * @param args - `--quick` leaves out the libraries and the largest histories; `--node` leaves
 *   out Chromium; `--gate` measures only what a build must keep.
 */
export async function run(args: readonly string[] = []): Promise<BenchResult> {
  if (args.includes('--gate')) {
    const rows = gateRows();
    const broken = rows.filter(({ ratio = 0 }) => ratio > 1).map(({ what }) => what);
    return { bench: 'rules', machine: machine(), rows, broken };
  }
  const quick = args.includes('--quick');
  const rows: BenchRow[] = [];
  for (const size of sizes(quick)) rows.push(...(await compare(size)));
  if (!args.includes('--node')) rows.push(...(await rowsInChromium(sizes(quick))));
  rows.push(...restoreRows(), ...memoryRows());
  return { bench: 'rules', machine: machine(), rows };
}

function sizes(quick: boolean): readonly Size[] {
  const histories = quick ? [10_000] : [10_000, 100_000];
  const wide = histories.flatMap((history) =>
    [10, 100, 1000].map((segments) => ({ segments, history, libraries: !quick })),
  );
  const long = quick ? [1000] : [1000, 1_000_000];
  return [...wide, ...long.map((history) => ({ segments: 100, history, libraries: false }))];
}

async function rowsInChromium(asked: readonly Size[]): Promise<BenchRow[]> {
  const chromium = await openChromium();
  const rows: BenchRow[] = [];
  try {
    for (const size of asked) rows.push(...(await chromium.compare(size)));
  } finally {
    await chromium.close();
  }
  return rows.map((row) => ({ ...row, what: `Chromium: ${row.what}` }));
}
