import { readFileSync } from 'node:fs';
import type { LocalWorker } from '@inkling/edge-worker/local';
import { createRandom, type ObjectFigures, share } from '@inkling/simulate';
import type { BenchSite } from '../edge/site.ts';

/** A tick of `/proc`, ms: the kernel reports CPU time in hundredths of a second. */
const TICK_MS = 10;

/** What a rate cost, and whether it was held. */
export interface Measured extends ObjectFigures {
  /** Answers a second; less than asked for where the machine was too slow. */
  readonly perSecond: number;
}

/**
 * Sends reports to a site's one object at a mean rate, at random (Poisson) instants, and tells
 * what each cost.
 *
 * @throws Error when a report is not taken.
 */
export async function measureObject(
  worker: LocalWorker,
  site: BenchSite,
  perSecond: number,
  seconds: number,
): Promise<Measured> {
  const random = createRandom(perSecond);
  const before = { rows: await rowsWritten(worker, site), cpu: cpuMs(worker.pid) };
  const began = Date.now();
  const count = Math.max(10, Math.round(perSecond * seconds));
  const answers: Promise<number>[] = [];
  let at = began;
  for (let i = 0; i < count; i++) {
    at += (-1000 * Math.log(1 - share(random))) / perSecond;
    const wait = at - Date.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    answers.push(post(`${worker.url}${site.path}/reports`, site.nextReport()));
  }
  const times = (await Promise.all(answers)).sort((a, b) => a - b);
  const cpu = cpuMs(worker.pid) - before.cpu;
  const took = (Date.now() - began) / 1000;
  return {
    batchesPerReport: ((await rowsWritten(worker, site)) - before.rows) / count,
    answerMs: times[times.length >> 1] ?? 0,
    cpuMs: cpu / count,
    perSecond: count / took,
  };
}

async function post(url: string, body: string): Promise<number> {
  const began = performance.now();
  const answer = await fetch(url, { method: 'POST', body });
  await answer.arrayBuffer();
  if (answer.status !== 202) throw new Error(`A report was answered ${answer.status}.`);
  return performance.now() - began;
}

async function rowsWritten(worker: LocalWorker, { path, token }: BenchSite): Promise<number> {
  const day = new Date().toISOString().slice(0, 10);
  const answer = await fetch(`${worker.url}${path}/usage?from=${day}&to=${day}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  return ((await answer.json()) as { rowsWritten: number }).rowsWritten;
}

/** CPU time that a process has used, from Linux's `/proc`; user and system. */
function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
