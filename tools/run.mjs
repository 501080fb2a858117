#!/usr/bin/env node
/**
 * `node tools/run.mjs TASK …args`: runs a task under the project's own Node.
 *
 * Plain JavaScript without dependencies, since it runs first on a fresh clone, under any Node from
 * 20 on. It brings Node and pnpm (once), installs the packages (when the lockfile changed), and
 * hands over to `tools/main.ts`. Everything it says goes to stderr: stdout belongs to the task.
 */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { installPackages } from './lib/install-packages.mjs';
import { toolchain } from './lib/toolchain.mjs';

const root = resolve(fileURLToPath(new URL('..', import.meta.url)));
const here = process.cwd();

try {
  const tools = toolchain(root);
  installPackages(root, tools);
  // npm runs scripts in the root; a person may stand in a folder of it and name files from there.
  const cwd = here === root ? (process.env.INIT_CWD ?? here) : here;
  const child = spawn(tools.node, [join(root, 'tools/main.ts'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...tools.env, INIT_CWD: cwd },
    cwd,
  });
  // Ctrl-C in a terminal reaches the task by itself, and the task decides when it is over.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
} catch (error) {
  console.error(`inkling: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
