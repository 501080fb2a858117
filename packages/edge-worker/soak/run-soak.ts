import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays } from '@inkling/measure';
import { type Cells, cellKey } from '@inkling/report';
import { createRandom, share } from '@inkling/simulate';
import { buildWorker, freePort, startWorkerd } from '../local/index.ts';
import { type Comparison, compare } from './compare.ts';
import { type Sent, sendReports } from './send-reports.ts';
import { DAYS, makeTraffic, soakRules } from './traffic.ts';
import { startVictim } from './victim.ts';

/** How to soak. */
export interface SoakOptions {
  readonly reports: number;
  readonly seed: number;
  readonly inFlight: number;
  /** Reports between kills, on average. */
  readonly killEvery: number;
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
const SITE = 'soak';

/** Sends reports while workerd is killed and started again at random, and compares the counts. */
export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  const dir = mkdtempSync(join(tmpdir(), 'inkling-soak-'));
  const numbers = createRandom(options.seed);
  const random = (): number => share(numbers);
  const port = await freePort();
  const start = () => startWorkerd({ dir, port, vars: { INKLING_BOOTSTRAP_TOKEN: TOKEN } });
  buildWorker(dir);
  const victim = await startVictim(start, options.killEvery, random);
  try {
    const token = await makeSite(victim.url());
    const to = new Date().toISOString().slice(0, 10);
    const from = addDays(to, 1 - DAYS);
    const ledger: Cells = new Map();
    const traffic = makeTraffic({ site: SITE, from, seed: options.seed }, ledger);
    const sent: Sent = { duplicates: 0, lost: 0, refused: 0 };
    const began = Date.now();
    let made = 0;
    const next = (): string | null => {
      if (made >= options.reports) return null;
      if (++made % 50_000 === 0) options.onProgress?.(`${made} reports`);
      victim.after(made);
      return JSON.stringify(traffic.next().value);
    };
    const { inFlight } = options;
    const path = `/v1/sites/${SITE}/reports`;
    const { url } = victim;
    await sendReports(next, path, { url, random, inFlight, sent, lose: 0.02, repeat: 0.1 });
    await victim.settle();
    const seconds = (Date.now() - began) / 1000;
    const range = `from=${from}&to=${to}`;
    const held = await readCube(victim.url(), range, token);
    const usage = await readUsage(victim.url(), range, token);
    const differences = compare(ledger, held);
    return { reports: made, kills: victim.kills(), ...sent, ...differences, ...usage, seconds };
  } finally {
    await victim.end();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Makes the site with its rules; tells the token. */
async function makeSite(url: string): Promise<string> {
  const made = await ask(`${url}/v1/sites`, TOKEN, {
    method: 'POST',
    body: JSON.stringify({ site: SITE, env: 'development', expect: 3_000_000 }),
  });
  const { token } = (await made.json()) as { token: string };
  const put = { method: 'PUT', body: JSON.stringify(soakRules(SITE)) };
  await ask(`${url}/v1/sites/${SITE}/rules`, token, put);
  return token;
}

async function readCube(url: string, range: string, token: string): Promise<Cells> {
  const response = await ask(`${url}/v1/sites/${SITE}/metrics?${range}`, token);
  type Row = Parameters<typeof cellKey>[0] & { value: number };
  const { rows } = (await response.json()) as { rows: Row[] };
  return new Map(rows.map((row) => [cellKey(row), row.value]));
}

async function readUsage(
  url: string,
  range: string,
  token: string,
): Promise<{ rowsWritten: number }> {
  const response = await ask(`${url}/v1/sites/${SITE}/usage?${range}`, token);
  const { rowsWritten } = (await response.json()) as { rowsWritten: number };
  return { rowsWritten };
}

async function ask(url: string, token: string, init: RequestInit = {}): Promise<Response> {
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch(url, { ...init, headers });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response;
}
