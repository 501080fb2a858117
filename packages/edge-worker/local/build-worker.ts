import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const room = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Bundles the worker into a folder as `wrangler deploy` would, and calls nobody.
 *
 * @returns The path of the bundled module.
 */
export function buildWorker(dir: string): string {
  const wrangler = join(dirname(require.resolve('wrangler/package.json')), 'bin/wrangler.js');
  execFileSync(process.execPath, [wrangler, 'deploy', '--dry-run', '--outdir', dir], {
    cwd: room,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_WRITE_LOGS: 'false' },
  });
  return join(dir, 'index.js');
}

/** The path of workerd's own binary, the one that wrangler brings. */
export function findWorkerd(): string {
  const wrangler = createRequire(require.resolve('wrangler/package.json'));
  return (wrangler('workerd') as { default: string }).default;
}
