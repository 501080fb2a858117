import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { buildWorker, freePort, type LocalWorker, startWorkerd } from '@inkling/edge-worker/local';
import type { BenchResult, BenchRow } from '../../tools/lib/bench-result.ts';
import { machine } from '../lib/machine.ts';
import { type Load, load } from './load.ts';
import { type BenchSite, BOOTSTRAP, makeSite } from './site.ts';

/** The edge on plain workerd, beside the simplest workers that do a part of the same work. */
export async function run(): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'inkling-bench-'));
  try {
    return { bench: 'edge', machine: machine(), rows: await measure(dir) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Floor and edge take turns, each on a worker of its own, so that both see the same weather. */
async function measure(dir: string): Promise<BenchRow[]> {
  buildWorker(dir);
  const vars = { INKLING_BOOTSTRAP_TOKEN: BOOTSTRAP };
  const worker = await startWorkerd({ dir, port: await freePort(), vars });
  try {
    const site = await makeSite(worker.url);
    const floor = await startFloor(dir, site.bundleBytes);
    try {
      return await compare(floor.url, `${worker.url}${site.path}`, site);
    } finally {
      await floor.kill();
    }
  } finally {
    await worker.kill();
  }
}

async function startFloor(dir: string, bodyBytes: number): Promise<LocalWorker> {
  copyFileSync(new URL('./floors.js', import.meta.url), join(dir, 'floors.js'));
  const classes = [{ binding: 'FLOOR', name: 'FloorObject' }];
  const vars = { BODY_BYTES: String(bodyBytes) };
  return startWorkerd({ dir, classes, module: 'floors.js', vars, port: await freePort() });
}

async function compare(floor: string, url: string, site: BenchSite): Promise<BenchRow[]> {
  const body = (): string => JSON.stringify({ rows: Array(30).fill({ subject: 'a', delta: 1 }) });
  const headers = { 'If-None-Match': site.etag };
  const hello = await load({ url: floor, status: 200 });
  const unchanged = await load({ url: `${url}/rules.json`, headers, status: 304 });
  const sameSize = await load({ url: `${floor}/body`, status: 200 });
  const rules = await load({ url: `${url}/rules.json`, status: 200 });
  const parse = await load({ url: `${floor}/parse`, method: 'POST', body, status: 202 });
  const increment = await load({ url: `${floor}/increment`, status: 200 });
  const reports = await loadReports(url, site);
  const usage = await readUsage(url, site);
  return [
    toRow('hello', hello),
    toRow(`a constant body of ${site.bundleBytes} bytes`, sameSize),
    toRow('parse a body of 30 rows', parse),
    toRow('one counter increment in an object', increment),
    toRow('rules.json, 304, beside hello', unchanged, hello),
    toRow('rules.json, 100 segments, beside hello', rules, hello),
    toRow('rules.json, 100 segments, beside the constant body', rules, sameSize),
    toRow('reports of 30 rows, durable, 16 in flight', reports, increment),
    { what: 'reports, median latency', value: reports.p50Ms, unit: 'ms' },
    { what: 'rows written per report', ...ratioTo(usage.rowsWritten / usage.reports, 0.2) },
    { what: 'price of requests and rows', unit: '$/M reports', ...price(usage) },
    await bundleRow(url),
  ];
}

function loadReports(url: string, site: BenchSite): Promise<Load> {
  const body = site.nextReport;
  return load({ url: `${url}/reports`, method: 'POST', body, status: 202, seconds: 8 });
}

interface Usage {
  readonly reports: number;
  readonly rowsWritten: number;
  readonly dollars: number;
}

async function readUsage(url: string, { token }: BenchSite): Promise<Usage> {
  const day = new Date().toISOString().slice(0, 10);
  const answer = await fetch(`${url}/usage?from=${day}&to=${day}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  return (await answer.json()) as Usage;
}

async function bundleRow(url: string): Promise<BenchRow> {
  const text = await (await fetch(`${url}/rules.json`)).text();
  const value = brotliCompressSync(text).byteLength;
  return {
    what: 'bundle of 100 segments',
    value,
    unit: 'B brotli',
    floor: 6_000,
    ratio: value / 6_000,
  };
}

const price = ({ dollars, reports }: Usage) => {
  const value = (dollars / reports) * 1e6;
  return { value, floor: 0.8, ratio: value / 0.8 };
};

const ratioTo = (value: number, floor: number) => ({
  value,
  unit: 'rows',
  floor,
  ratio: value / floor,
});

function toRow(what: string, { perSecond: value }: Load, floor?: Load): BenchRow {
  if (!floor) return { what, value, unit: 'req/s' };
  return { what, value, unit: 'req/s', floor: floor.perSecond, ratio: value / floor.perSecond };
}
