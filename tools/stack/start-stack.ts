import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DemoServer, startDemoServer } from '../../demo/serve.ts';
import { buildIfChanged } from '../lib/build-if-changed.ts';
import { root } from '../lib/root.ts';
import { buildForEdge, demoBuild } from './build-all.ts';
import { bootstrapToken, publishDemo } from './demo-site.ts';
import { freePort } from './free-port.ts';
import { startEdge } from './start-edge.ts';

/** Where everything listens and what it remembers. */
export interface StackOptions {
  /** Ports of loopback; the next free one above is taken where one is in use. 0: any free one. */
  readonly ports: { readonly demo: number; readonly edge: number };
  /** Folder for what the worker stores, for tokens, and for the built demo. */
  readonly storage: string;
  /** Told what goes on, a line at a time. */
  readonly onProgress?: (line: string) => void;
}

/** The demo and the worker, running. */
export interface Stack {
  /** Origin of the demo, without a slash at the end. */
  readonly demoUrl: string;
  /** Origin of the worker, without a slash at the end. */
  readonly edgeUrl: string;
  /** Opens the dashboard and the API for the demo's site. */
  readonly token: string;
  /** Takes the worker down, as an outage would; the demo stays. */
  stopEdge(): Promise<void>;
  /** Brings the worker back where it was, with what it had stored. */
  restartEdge(): Promise<void>;
  /** Stops everything. */
  close(): Promise<void>;
}

/**
 * Builds what has changed and starts the worker and the demo, with the demo's rules published.
 *
 * @throws Error when a build fails, no port is free, or the worker refuses the rules; nothing is
 *   left running then.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { ports, storage, onProgress = () => {} } = options;
  await buildForEdge((name) => onProgress(`building ${name}`));
  const edgePort = await freePort(ports.edge);
  const runEdge = () =>
    startEdge({
      port: edgePort,
      storage: join(storage, 'edge'),
      vars: { INKLING_BOOTSTRAP_TOKEN: bootstrapToken(storage) },
    });
  onProgress('starting the worker');
  let edge = await runEdge();
  let up = true;
  const stopEdge = async (): Promise<void> => {
    if (up) await edge.close();
    up = false;
  };
  try {
    const rules = readFileSync(join(root, 'demo/rules.json'), 'utf8');
    const token = await publishDemo(edge.url, storage, rules);
    const demo = await startDemo(edge.url, options);
    return {
      demoUrl: demo.url,
      edgeUrl: edge.url,
      token,
      stopEdge,
      async restartEdge() {
        await stopEdge();
        edge = await runEdge();
        up = true;
      },
      async close() {
        await Promise.all([demo.close(), stopEdge()]);
      },
    };
  } catch (error) {
    await stopEdge();
    throw error;
  }
}

async function startDemo(
  edgeUrl: string,
  { ports, storage, onProgress = () => {} }: StackOptions,
): Promise<DemoServer> {
  const dir = join(storage, 'demo');
  await buildIfChanged(demoBuild(edgeUrl, dir), () => onProgress('building the demo'));
  return startDemoServer({ dir, port: await freePort(ports.demo) });
}
