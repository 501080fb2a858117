import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Stack, startStack } from '../../tools/stack/start-stack.ts';

/** Starts demo and worker on free ports with nothing stored; `close` deletes what came. */
export async function startTestStack(): Promise<Stack> {
  const storage = await mkdtemp(join(tmpdir(), 'inkling-stack-'));
  const stack = await startStack({ ports: { demo: 0, edge: 0 }, storage });
  return {
    ...stack,
    async close() {
      await stack.close();
      await rm(storage, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
