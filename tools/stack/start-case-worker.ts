import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stayAtHome } from '../lib/stay-at-home.ts';
import type { RunningEdge } from './start-edge.ts';

const ENTRY = `import { answerCases } from './cases.mjs';
export default {
  async fetch(request) { return Response.json(await answerCases(await request.json())); },
};`;

/**
 * Starts a worker on workerd, on loopback, that answers a posted slice of cases.
 *
 * @param module - As in `BuiltCases`.
 */
export async function startCaseWorker(module: string): Promise<RunningEdge> {
  stayAtHome(); // Before wrangler is loaded, which is when it reads these.
  const dir = await mkdtemp(join(tmpdir(), 'inkling-cases-'));
  await writeFile(join(dir, 'worker.mjs'), ENTRY);
  await writeFile(join(dir, 'cases.mjs'), module);
  const config = { name: 'cases', main: 'worker.mjs', compatibility_date: '2026-11-01' };
  await writeFile(join(dir, 'wrangler.json'), JSON.stringify(config));
  const { unstable_startWorker } = await import('wrangler');
  const worker = await unstable_startWorker({
    config: join(dir, 'wrangler.json'),
    dev: {
      server: { hostname: '127.0.0.1', port: 0 },
      persist: join(dir, 'state'),
      inspector: false,
      watch: false,
      remote: false,
      logLevel: 'error',
    },
  });
  await worker.ready;
  return {
    url: (await worker.url).origin,
    async close() {
      await worker.dispose();
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
