import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';

interface Manifest {
  readonly bin?: string | Readonly<Record<string, string>>;
}

/**
 * The script file of an installed package's command, to be run by our own Node: a shim in
 * `node_modules/.bin` would take whichever Node comes first on PATH.
 *
 * @param room - The workspace folder that depends on the package; the root unless stated.
 * @throws Error when the package is not installed there, or has no such command.
 */
export function bin(packageName: string, command = packageName, room = '.'): string {
  const dir = join(root, room, 'node_modules', packageName);
  const file = join(dir, 'package.json');
  if (!existsSync(file)) throw new Error(`${packageName} is not installed in ${room}.`);
  const { bin } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const script = typeof bin === 'string' ? bin : bin?.[command];
  if (!script) throw new Error(`${packageName} has no command ${command}.`);
  return join(dir, script);
}
