import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrapToken, DEMO_SITE, publishDemo } from '../stack/demo-site.ts';
import { startEdge } from '../stack/start-edge.ts';
import { root } from './root.ts';

/**
 * The demo's `rules.json` as the worker serves it, got by publishing `demo/rules.json` to a worker
 * of its own. Its two instants are set to fixed ones of the same length, so that its size is too.
 *
 * @throws Error when the worker refuses the rules.
 */
export async function demoBundle(): Promise<string> {
  const storage = await mkdtemp(join(tmpdir(), 'inkling-size-'));
  const vars = { INKLING_BOOTSTRAP_TOKEN: bootstrapToken(storage) };
  const edge = await startEdge({ port: 0, storage: join(storage, 'edge'), vars });
  try {
    await publishDemo(edge.url, storage, await readFile(join(root, 'demo/rules.json'), 'utf8'));
    const answer = await fetch(`${edge.url}/v1/sites/${DEMO_SITE}/rules.json`);
    const bundle = await answer.text();
    return bundle.replace(/"(issued|expires)":\d{13}/g, '"$1":1700000000000');
  } finally {
    await edge.close();
    await rm(storage, { recursive: true, force: true, maxRetries: 5 });
  }
}
