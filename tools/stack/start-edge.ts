import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/root.ts';
import { stayAtHome } from '../lib/stay-at-home.ts';

/** Where the worker listens and what it remembers. */
export interface EdgeOptions {
  /** Port on loopback; must be free. */
  readonly port: number;
  /** Folder for what Durable Objects and KV hold; made when absent. */
  readonly storage: string;
  /** Values for the worker's environment, added to those of its own configuration. */
  readonly vars: Readonly<Record<string, string>>;
  /** The worker's configuration, below `packages/edge-worker`; `wrangler.jsonc` unless given. */
  readonly config?: string;
}

/** A worker that answers. */
export interface RunningEdge {
  /** Origin, without a slash at the end. */
  readonly url: string;
  /** Ends workerd; what was stored stays. */
  close(): Promise<void>;
}

/** Starts `packages/edge-worker` on workerd, on loopback only, with storage that survives. */
export async function startEdge(options: EdgeOptions): Promise<RunningEdge> {
  const { port, storage, vars, config = 'wrangler.jsonc' } = options;
  stayAtHome(); // Before wrangler is loaded, which is when it reads these.
  mkdirSync(storage, { recursive: true });
  const { unstable_startWorker } = await import('wrangler');
  const bindings = Object.fromEntries(
    Object.entries(vars).map(([name, value]) => [name, { type: 'plain_text', value } as const]),
  );
  const worker = await unstable_startWorker({
    config: join(root, 'packages/edge-worker', config),
    bindings,
    dev: {
      server: { hostname: '127.0.0.1', port },
      persist: storage,
      inspector: false,
      watch: false,
      remote: false,
      logLevel: 'error',
    },
  });
  await worker.ready;
  const url = await worker.url;
  return { url: url.origin, close: () => worker.dispose() };
}
