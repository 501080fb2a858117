import type { BenchRow } from '../../tools/lib/bench-result.ts';
import { median } from '../lib/median.ts';
import { traced } from './ready.ts';
import { pairedRatio } from './rounds.ts';
import type { BenchServer } from './serve.ts';
import type { Browser, Context, ScriptTimes, Suite } from './suite.ts';

const HISTORIES = [0, 10_000, 100_000];
/** What a page with a history may spend on scripts until it can decide. */
const MOST_MS = 5;
/** A page folds a long log some seconds after it began. */
const PATIENCE_MS = 120_000;

/** A browser with a history that a page has folded. */
async function prepare(server: BenchServer, browser: Browser, count: number): Promise<Context> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.goto(`${server.url}/page/nothing`);
  await page.evaluate("import('/tools.js').then(() => {})");
  if (count) await page.evaluate(`plant(${count}, ${Date.now()})`);
  await page.goto(`${server.url}/page/inkling`);
  if (count) {
    await page.waitForFunction("localStorage.getItem('inkling:folded')", { timeout: PATIENCE_MS });
  }
  await page.close();
  return context;
}

/** What a page with a long history costs until it can decide, beside one that has none. */
export async function restartRows(
  suite: Suite,
  server: BenchServer,
  browser: Browser,
  rounds: number,
): Promise<BenchRow[]> {
  const found = new Map<number, ScriptTimes[]>(HISTORIES.map((count) => [count, []]));
  const contexts = new Map<number, Context>();
  for (const count of HISTORIES) contexts.set(count, await prepare(server, browser, count));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [count, context] of contexts) {
      const times = await traced(suite, server, context, 'inkling', 1);
      if (round) found.get(count)!.push(times); // The first one fills the cache.
    }
  }
  for (const context of contexts.values()) await context.close();
  const of = (count: number, field: keyof ScriptTimes) => found.get(count)!.map((t) => t[field]);
  return HISTORIES.flatMap((count) => {
    const what = `restart with ${count.toLocaleString('en')} events: script to ready`;
    const rows = (['toReadyMs', 'toReadyCpuMs'] as const).map((field): BenchRow => {
      const value = median(of(count, field));
      const name = field === 'toReadyMs' ? what : `${what}, processor`;
      return { what: name, value, unit: 'ms', floor: MOST_MS, ratio: value / MOST_MS };
    });
    if (!count) return rows;
    const ratio = pairedRatio(of(count, 'toReadyCpuMs'), of(0, 'toReadyCpuMs'));
    return [...rows, { what: `${what}, processor, beside no history`, value: ratio, unit: '×' }];
  });
}
