import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { buildWorker, freePort, startWorkerd } from '@inkling/edge-worker/local';
import type { BenchResult, BenchRow } from '../../tools/lib/bench-result.ts';
import { machine } from '../lib/machine.ts';
import { type Load, load } from './load.ts';
import { type BenchSite, BOOTSTRAP, makeSite } from './site.ts';

/** The edge on plain workerd, beside the simplest workers that do a part of the same work. */
export async function run(): Promise<BenchResult> {
  const dir = mkdtempSync(join(tmpdir(), 'inkling-bench-'));
  try {
    const floors = await measureFloors(dir);
    const rows = await measureEdge(dir, floors);
    return { bench: 'edge', machine: machine(), rows };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

interface Floors {
  readonly hello: Load;
  readonly parse: Load;
  readonly increment: Load;
}

async function measureFloors(dir: string): Promise<Floors> {
  copyFileSync(new URL('./floors.js', import.meta.url), join(dir, 'floors.js'));
  const classes = [{ binding: 'FLOOR', name: 'FloorObject' }];
  const options = { dir, classes, module: 'floors.js', vars: {} };
  const worker = await startWorkerd({ ...options, port: await freePort() });
  const body = (): string => JSON.stringify({ rows: Array(30).fill({ subject: 'a', delta: 1 }) });
  try {
    const { url } = worker;
    return {
      hello: await load({ url, status: 200 }),
      parse: await load({ url: `${url}/parse`, method: 'POST', body, status: 202 }),
      increment: await load({ url: `${url}/increment`, status: 200 }),
    };
  } finally {
    await worker.kill();
  }
}

async function measureEdge(dir: string, floors: Floors): Promise<BenchRow[]> {
  buildWorker(dir);
  const vars = { INKLING_BOOTSTRAP_TOKEN: BOOTSTRAP };
  const worker = await startWorkerd({ dir, port: await freePort(), vars });
  try {
    const site = await makeSite(worker.url);
    const url = `${worker.url}${site.path}`;
    const rules = await load({ url: `${url}/rules.json`, status: 200 });
    const headers = { 'If-None-Match': site.etag };
    const unchanged = await load({ url: `${url}/rules.json`, headers, status: 304 });
    const reports = await loadReports(url, site);
    const usage = await readUsage(url, site);
    return [
      toRow('hello', floors.hello),
      toRow('parse a body of 30 rows', floors.parse),
      toRow('one counter increment in an object', floors.increment),
      toRow('rules.json from the isolate', rules, floors.hello),
      toRow('rules.json, 304', unchanged, floors.hello),
      toRow('reports of 30 rows, durable, 16 in flight', reports, floors.increment),
      { what: 'reports, median latency', value: reports.p50Ms, unit: 'ms' },
      { what: 'rows written per report', ...ratioTo(usage.rowsWritten / usage.reports, 0.2) },
      { what: 'price of requests and rows', unit: '$/M reports', ...price(usage) },
      await bundleRow(url),
    ];
  } finally {
    await worker.kill();
  }
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
