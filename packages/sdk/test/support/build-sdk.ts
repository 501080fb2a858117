import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Builds `dist` once, before the tests that look at it. */
export function setup(): void {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../build.ts')], {
    stdio: 'inherit',
  });
}
