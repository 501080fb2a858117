import { join } from 'node:path';
import { root } from '../lib/root.ts';

/** Runs the CLI in this process, with all streams its own; answers with its exit code. */
export async function inkling(args: readonly string[]): Promise<number> {
  const entry = join(root, 'packages/cli/src/bin.ts');
  process.argv = [process.execPath, entry, ...args];
  await import(entry);
  return Number(process.exitCode ?? 0);
}
