import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../lib/root.ts';
import { DEMO_SITE } from '../stack/demo-site.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const PORTS = { demo: 8080, edge: 8787 };

/**
 * Starts demo and worker on loopback and leaves them running until Ctrl-C.
 *
 * @param args - `--demo-port N`, `--edge-port N`; `--storage DIR` (`.inkling` unless stated);
 *   `--once` stops again as soon as everything answers.
 */
export async function start(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'demo-port': { type: 'string', default: String(PORTS.demo) },
      'edge-port': { type: 'string', default: String(PORTS.edge) },
      storage: { type: 'string', default: join(root, '.inkling') },
      once: { type: 'boolean', default: false },
    },
  });
  const wanted = { demo: Number(values['demo-port']), edge: Number(values['edge-port']) };
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve());
  });
  const startedAt = performance.now();
  const stack = await startStack({
    ports: wanted,
    storage: values.storage,
    onProgress: (line) => console.log(`… ${line}`),
  });
  report(stack, wanted, (performance.now() - startedAt) / 1000);
  if (!values.once) await interrupted;
  console.log('\nstopping');
  await stack.close();
  return 0;
}

function report(stack: Stack, wanted: typeof PORTS, seconds: number): void {
  for (const [name, url] of [
    ['demo', stack.demoUrl],
    ['edge', stack.edgeUrl],
  ] as const) {
    const port = new URL(url).port;
    if (wanted[name] !== 0 && port !== String(wanted[name])) {
      console.log(`Port ${wanted[name]} is taken; the ${name} listens on ${port}.`);
    }
  }
  console.log(`
Inkling is ready (${seconds.toFixed(1)} s). Ctrl-C stops it.

  The Daily Ink   ${stack.demoUrl}/
  Dashboard       ${stack.edgeUrl}/dashboard/#site=${DEMO_SITE}&token=${stack.token}
                  (this link signs in; elsewhere: site ${DEMO_SITE}, and the token in it)
  SDK             ${stack.edgeUrl}/v1/sdk.js
`);
}
