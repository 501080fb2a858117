import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchResult, BenchRow } from '../../tools/lib/bench-result.ts';
import { machine } from '../lib/machine.ts';
import { median } from '../lib/median.ts';

const EVENTS = 1_000_000;
const VISITORS = 50_000;
const ROUNDS = 3;
/** Events a second on one core. */
const GOAL = 300_000;
const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 1);
/** Types, each with the share of events up to and with it. */
const TYPES = [
  ['purchase', 0.02],
  ['add_to_cart', 0.1],
  ['view_item', 0.3],
] as const;
const SECTIONS = ['politics', 'sport', 'culture', 'business', 'science', 'travel', 'food', 'tech'];
const WINDOWS = ['1d', '3d', '7d', '14d', '30d', '60d', '90d'];
const BIN = resolve(fileURLToPath(new URL('../../packages/cli/src/bin.ts', import.meta.url)));

/**
 * `inkling backtest` as people run it, process and all: a million events of 50,000 visitors over 90
 * days, scattered through the file, 20 segments of counts, sums and absences.
 *
 * Medians of three runs. Events per second of processor time say what one core does, also on a
 * machine that is busy with other things.
 */
export async function run(): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'inkling-bench-'));
  try {
    writeFileSync(join(folder, 'rules.json'), JSON.stringify(rules()));
    const rows: BenchRow[] = [];
    for (const format of ['csv', 'ndjson'] as const) {
      const file = join(folder, `events.${format}`);
      await writeEvents(file, format);
      const runs: Measured[] = [];
      for (let round = 0; round < ROUNDS; round++) runs.push(await backtest(folder, file));
      const perSecond = EVENTS / median(runs.map(({ cpu }) => cpu));
      const goal = { floor: GOAL, ratio: perSecond / GOAL };
      rows.push(
        { what: `${format}, by processor time`, value: perSecond, unit: 'events/s', ...goal },
        {
          what: `${format}, by the clock`,
          value: EVENTS / median(runs.map(({ wall }) => wall)),
          unit: 'events/s',
        },
        {
          what: `${format}, greatest memory`,
          value: median(runs.map(({ megabytes }) => megabytes)),
          unit: 'MB',
        },
      );
    }
    return { bench: 'backtest', machine: machine(), rows };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds of processor time (garbage collector and start included) and by the clock. */
interface Measured {
  readonly cpu: number;
  readonly wall: number;
  readonly megabytes: number;
}

async function backtest(cwd: string, events: string): Promise<Measured> {
  const started = performance.now();
  const report = join(cwd, 'usage.json');
  const args = ['backtest', '--rules', 'rules.json', '--events', events, '--json', '-q'];
  const child = spawn(process.execPath, ['--import', usageHook(report), BIN, ...args], { cwd });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.pipe(process.stderr);
  const [code] = await once(child, 'close');
  const wall = (performance.now() - started) / 1000;
  const found = JSON.parse(out || 'null');
  if (code !== 0 || found?.events !== EVENTS || found.visitors !== VISITORS) {
    throw new Error(`The backtest ended with ${code} and counted ${found?.events} events.`);
  }
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(report, 'utf8'));
  return { cpu: (userCPUTime + systemCPUTime) / 1e6, wall, megabytes: maxRSS / 1000 };
}

/** Has the child say what it used, as it ends. */
function usageHook(file: string): string {
  const code = `import { writeFileSync } from 'node:fs';
    process.on('exit', () => writeFileSync(${JSON.stringify(file)}, JSON.stringify(process.resourceUsage())));`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

function rules(): object {
  const segments = Array.from(
    { length: 20 },
    (_, i) => [`s${i}`, { enter: condition(i) }] as const,
  );
  return { format: 1, site: 'bench', currency: 'EUR', segments: Object.fromEntries(segments) };
}

function condition(i: number): object {
  const within = WINDOWS[i % WINDOWS.length];
  const where = { section: SECTIONS[(i * 3) % SECTIONS.length] };
  if (i % 4 === 0) return { count: 'page_view', where, within, gte: 2 + (i % 3) };
  if (i % 4 === 1) return { sum: 'purchase', field: 'value', within, gte: 50 };
  if (i % 4 === 2) {
    return {
      all: [
        { count: 'view_item', within, gte: 2 },
        { count: 'purchase', within, eq: 0 },
      ],
    };
  }
  return { count: ['page_view', 'view_item'], where, within, gte: 1 };
}

async function writeEvents(file: string, format: 'csv' | 'ndjson'): Promise<void> {
  const random = createRandom(7);
  const stream = createWriteStream(file);
  let text = format === 'csv' ? 'visitor,t,type,section,value\n' : '';
  for (let i = 0; i < EVENTS; i++) {
    // The first events name every visitor once, so that none is missing.
    const visitor = `v${i < VISITORS ? i : Math.floor(random() * VISITORS)}`;
    const t = START + Math.floor((i / EVENTS) * 90 * DAY_MS);
    const draw = random();
    const type = TYPES.find(([, share]) => draw < share)?.[0] ?? 'page_view';
    const section = SECTIONS[Math.floor(random() * SECTIONS.length)];
    const value = type === 'purchase' ? Math.floor(random() * 10_000) / 100 : undefined;
    text +=
      format === 'csv'
        ? `${visitor},${t},${type},${section},${value ?? ''}\n`
        : `${JSON.stringify({ visitor, t, type, section, value })}\n`;
    if (text.length < 1 << 20) continue;
    if (!stream.write(text)) await once(stream, 'drain');
    text = '';
  }
  stream.end(text);
  await once(stream, 'close');
}

/** Numbers from 0 to 1, the same every time. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
