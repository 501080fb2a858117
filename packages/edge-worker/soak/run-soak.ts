import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundle } from '@inkling/engine';
import { addDays } from '@inkling/measure';
import { type Cells, cellKey } from '@inkling/report';
import { buildWorker, freePort, type LocalWorker, startWorkerd } from '../local/index.ts';
import { type Comparison, compare } from './compare.ts';
import { makeReport, type World } from './make-reports.ts';
import { seededRandom } from './random.ts';
import { type Sent, sendReports } from './send-reports.ts';

/** How to soak. */
export interface SoakOptions {
  readonly reports: number;
  readonly seed: number;
  readonly inFlight: number;
  /** Milliseconds between kills, on average. */
  readonly killEveryMs: number;
  readonly onProgress?: (line: string) => void;
}

/** What came of it. */
export interface SoakResult extends Sent, Comparison {
  readonly reports: number;
  readonly kills: number;
  readonly rowsWritten: number;
  readonly seconds: number;
}

const TOKEN = 'soak-bootstrap-token-0123456789abcdef';
const RULES = {
  format: 1,
  site: 'soak',
  timezone: 'UTC',
  currency: 'EUR',
  segments: Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e', 'f'].map((id, i) => [
      id,
      { name: id, enter: { count: 'page_view', within: '30d', gte: i + 1 } },
    ]),
  ),
};

/** Sends reports while workerd is killed and started again at random, and compares the counts. */
export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  const dir = mkdtempSync(join(tmpdir(), 'inkling-soak-'));
  const random = seededRandom(options.seed);
  const port = await freePort();
  const start = () => startWorkerd({ dir, port, vars: { INKLING_BOOTSTRAP_TOKEN: TOKEN } });
  buildWorker(dir);
  let worker = await start();
  try {
    const { token, world } = await makeWorld(worker.url);
    const ledger: Cells = new Map();
    const sent: Sent = { duplicates: 0, lost: 0, refused: 0 };
    const began = Date.now();
    let made = 0;
    const next = (): string | null => {
      if (made >= options.reports) return null;
      if (++made % 10_000 === 0) options.onProgress?.(`${made} reports`);
      return JSON.stringify(makeReport(world, ledger, random));
    };
    const killer = startKiller(options, random, {
      worker: () => worker,
      restart: async () => {
        worker = await start();
      },
    });
    const url = () => worker.url;
    const { inFlight } = options;
    const path = `/v1/sites/${world.site}/reports`;
    await sendReports(next, path, { url, random, inFlight, sent, lose: 0.02, repeat: 0.1 });
    const kills = await killer();
    const seconds = (Date.now() - began) / 1000;
    const held = await readCube(worker.url, world, token);
    const usage = await readUsage(worker.url, world, token);
    return { reports: made, kills, ...sent, ...compare(ledger, held), ...usage, seconds };
  } finally {
    await worker.kill();
    rmSync(dir, { recursive: true, force: true });
  }
}

interface Victim {
  worker(): LocalWorker;
  restart(): Promise<void>;
}

/** Kills now and then; the function that comes back stops it and tells how often it did. */
function startKiller(
  { killEveryMs }: SoakOptions,
  random: () => number,
  victim: Victim,
): () => Promise<number> {
  let kills = 0;
  let stopped = false;
  let wake = (): void => {};
  const run = (async () => {
    while (!stopped) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, killEveryMs * (0.5 + random()));
      });
      if (stopped) break;
      await victim.worker().kill();
      kills++;
      await victim.restart();
    }
  })();
  return async () => {
    stopped = true;
    wake();
    await run;
    return kills;
  };
}

async function makeWorld(url: string): Promise<{ token: string; world: World }> {
  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
  const made = await fetch(`${url}/v1/sites`, {
    method: 'POST',
    headers: bearer(TOKEN),
    body: JSON.stringify({ site: 'soak', env: 'development', expect: 3_000_000 }),
  });
  const { token } = (await made.json()) as { token: string };
  const put = await fetch(`${url}/v1/sites/soak/rules`, {
    method: 'PUT',
    headers: bearer(token),
    body: JSON.stringify(RULES),
  });
  if (!put.ok) throw new Error(`The worker refused the rules: ${await put.text()}`);
  const rules = await fetch(`${url}/v1/sites/soak/rules.json`);
  const { program } = (await rules.json()) as Bundle;
  const today = new Date().toISOString().slice(0, 10);
  const days = [-6, -2, -1, 0].map((n) => addDays(today, n));
  return { token, world: { site: 'soak', days, segments: program.segments } };
}

async function readCube(url: string, { site, days }: World, token: string): Promise<Cells> {
  const range = `from=${days[0]}&to=${days.at(-1)}`;
  const response = await fetch(`${url}/v1/sites/${site}/metrics?${range}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`The worker shows no metrics: ${await response.text()}`);
  type Row = Parameters<typeof cellKey>[0] & { value: number };
  const { rows } = (await response.json()) as { rows: Row[] };
  return new Map(rows.map((row) => [cellKey(row), row.value]));
}

async function readUsage(
  url: string,
  { site, days }: World,
  token: string,
): Promise<{ rowsWritten: number }> {
  const range = `from=${days[0]}&to=${days.at(-1)}`;
  const response = await fetch(`${url}/v1/sites/${site}/usage?${range}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const { rowsWritten } = (await response.json()) as { rowsWritten: number };
  return { rowsWritten };
}
