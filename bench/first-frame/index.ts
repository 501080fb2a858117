import { parseArgs } from 'node:util';
import type { BenchResult, BenchRow } from '../../tools/lib/bench-result.ts';
import { machine } from '../lib/machine.ts';
import { rivals } from './rivals.ts';
import { engineRows, reactionRows } from './rows.ts';
import { loadSuite } from './suite.ts';

/**
 * What the frames of a repeat view show, in each engine, with Inkling and with others.
 *
 * @param args - `--runs N` views of each page, 30 unless stated; `--engine TEXT` only engines whose
 *   name holds it; `--ours` without the others.
 */
export async function run(args: readonly string[]): Promise<BenchResult> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '30' },
      engine: { type: 'string', default: '' },
      ours: { type: 'boolean', default: false },
    },
  });
  const suite = await loadSuite();
  const stack = await suite.startTestStack();
  const rows: BenchRow[] = [];
  const broken: string[] = [];
  const engines = Object.keys(suite.ENGINES).filter((name) => name.includes(values.engine));
  try {
    const front = await (await fetch(`${stack.demoUrl}/`)).text();
    const inkling = suite.ours(stack);
    const others = values.ours ? [] : await rivals(front, suite.bundle);
    const setUps = [suite.BARE, inkling, ...others];
    for (const engine of engines) {
      console.error(engine);
      const done = await suite.runFirstFrame(stack, { engine, setUps, runs: Number(values.runs) });
      const [bare, ...rest] = done;
      rows.push(...engineRows({ engine, bare: bare?.views ?? [], others: rest }, suite));
      const judged = rest[0]?.views.map(suite.judgeView) ?? [];
      if (judged.some(({ wrong }) => wrong > 0)) broken.push(`${engine}: no wrong frame`);
      if (judged.some(({ right }) => right === 0)) broken.push(`${engine}: every view is observed`);
    }
    for (const engine of engines.filter((name) => name.startsWith('chromium'))) {
      // Publishes rules of its own, so it comes last.
      const reactions = await suite.measureEventToDom(stack, engine.includes('4') ? 4 : 1);
      rows.push(...reactionRows(reactions, engine));
      if (reactions.reactions.some(({ frames }) => frames > 1)) {
        broken.push(`${engine}: an event changes the page within a frame`);
      }
    }
  } finally {
    await stack.close();
  }
  const notes = engines.map((name) => `${name}: ${suite.ENGINES[name]}`);
  notes.push('ratios: median of pairs with the same page without personalisation; all on loopback');
  return { bench: 'first-frame', machine: machine(), rows, notes, broken };
}
