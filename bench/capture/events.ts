import type { BenchRow } from '../../tools/lib/bench-result.ts';
import { median } from '../lib/median.ts';
import { NEIGHBOURS } from './ready.ts';
import { pairedRatio } from './rounds.ts';
import type { BenchServer } from './serve.ts';
import type { Browser, Page, Suite } from './suite.ts';

const CALLS = 300;
const MOST_TRACK_MS = 0.1;
/** Less than the SDK lets wait at the most. */
const EVENTS = 960;
/** Of the SDK's batches. */
const BATCH = 16;
const LEAST_SHARE = 0.8;

interface Times {
  readonly call: readonly number[];
  readonly task: readonly number[];
}

/** Opens a page that has been watched, with the bench's tools on it. */
async function openWatched(
  server: BenchServer,
  browser: Browser,
  name: string,
): Promise<{ page: Page; close(): Promise<void> }> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const told = server.told();
  await page.goto(`${server.url}/page/${name}`);
  await told;
  await page.evaluate("import('/tools.js').then(() => {})");
  if (!(await page.evaluate('crossOriginIsolated'))) throw new Error('The clock is too coarse.');
  return { page, close: () => context.close() };
}

/** What one call costs the page, ours beside those neighbours that record events. */
export async function trackRows(
  server: BenchServer,
  browser: Browser,
  slowdown: number,
): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const name of ['inkling', 'snowplow', 'posthog']) {
    const { page, close } = await openWatched(server, browser, name);
    await page.evaluate(`timeCapture(${CALLS})`); // Until the code is warm.
    await page.emulateCPUThrottling(slowdown);
    const { call, task } = (await page.evaluate(`timeCapture(${CALLS})`)) as Times;
    await close();
    const [callMs, taskMs] = [median(call), median(task)];
    const who = NEIGHBOURS[name] ?? 'Inkling';
    const goal =
      name === 'inkling' && slowdown === 1
        ? { floor: MOST_TRACK_MS, ratio: callMs / MOST_TRACK_MS }
        : {};
    rows.push(
      { what: `${slowdown} ×: one call, ${who}`, value: callMs, unit: 'ms', ...goal },
      {
        what: `${slowdown} ×: one call and the rest of its task, ${who}`,
        value: taskMs,
        unit: 'ms',
      },
    );
  }
  return rows;
}

type Writes = { readonly ours: number; readonly raw: number; readonly written: number };

/** Events a second through the SDK, beside the same batches handed to the database alone. */
export async function writeRows(
  server: BenchServer,
  browser: Browser,
  rounds: number,
): Promise<BenchRow[]> {
  const { page, close } = await openWatched(server, browser, 'inkling');
  const found: Record<'stored' | 'decided', Writes[]> = { stored: [], decided: [] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const how of ['stored', 'decided'] as const) {
      const call = `timeWrites(${EVENTS}, ${BATCH}, ${how === 'decided'})`;
      const times = (await page.evaluate(call)) as Writes;
      if (times.written !== EVENTS) throw new Error(`Only ${times.written} events were stored.`);
      if (round) found[how].push(times); // The first one warms up.
    }
  }
  await close();
  const rates = (how: keyof typeof found, of: 'ours' | 'raw'): number[] =>
    found[how].map((times) => (EVENTS / times[of]) * 1000);
  const row = (how: keyof typeof found, what: string): BenchRow => ({
    what,
    value: median(rates(how, 'ours')),
    unit: 'events/s',
    floor: median(rates(how, 'raw')),
    ratio: pairedRatio(rates(how, 'ours'), rates(how, 'raw')),
  });
  const stored = row('stored', 'captured and written, beside IndexedDB with the same batches');
  const share = stored.ratio ?? 0;
  return [
    stored,
    row('decided', 'captured, decided and written, beside the same'),
    {
      what: 'share of IndexedDB',
      value: share,
      unit: '',
      floor: LEAST_SHARE,
      ratio: share / LEAST_SHARE,
    },
  ];
}

/** What opening a database takes, which no decision waits for that the boot script can take. */
export async function openingRows(
  server: BenchServer,
  browser: Browser,
  rounds: number,
  slowdown: number,
): Promise<BenchRow[]> {
  const found: (readonly [number, number])[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { page, close } = await openWatched(server, browser, 'nothing');
    await page.emulateCPUThrottling(slowdown);
    found.push((await page.evaluate('timeOpening()')) as readonly [number, number]);
    await close();
  }
  return (['first', 'again'] as const).map((which, i) => ({
    what: `${slowdown} ×: opening IndexedDB alone, ${which}`,
    value: median(found.map((times) => times[i]!)),
    unit: 'ms',
  }));
}

/** Bundles of what the pages here are asked to load. */
export async function bundlePages(suite: Suite): Promise<Record<string, string>> {
  const names = ['nothing', 'tools', ...Object.keys(NEIGHBOURS)];
  const scripts: Record<string, string> = {};
  for (const name of names) {
    scripts[name] = await suite.bundle(
      `import '../../bench/capture/in-page/${name}.ts';`,
      'iife',
      true,
    );
  }
  return scripts;
}
