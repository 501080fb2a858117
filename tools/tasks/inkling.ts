import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../lib/root.ts';

/** Runs the CLI with all streams its own; answers with its exit code, 1 when a signal ended it. */
export function inkling(args: readonly string[]): Promise<number> {
  const entry = join(root, 'packages/cli/src/bin.ts');
  const child = spawn(process.execPath, [entry, ...args], { stdio: 'inherit' });
  process.on('SIGINT', () => {}); // The CLI has it too, and ends itself.
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}
