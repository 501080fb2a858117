import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CliError } from '../errors.ts';

const SUFFIX = '.test.json';

/**
 * Finds files of tests: a `.test.json` file stands for itself, another `.json` file for the one
 * beside it that bears its name, a folder for all below it (except in `node_modules`).
 *
 * @throws {@link CliError} `unreadable-file` when a path, or a rule file's tests, are not there.
 */
export async function findTestFiles(paths: readonly string[], cwd: string): Promise<string[]> {
  const found = await Promise.all(paths.map((path) => filesFor(path, cwd)));
  return [...new Set(found.flat())].sort();
}

async function filesFor(path: string, cwd: string): Promise<readonly string[]> {
  const full = resolve(cwd, path);
  const isFolder = await stat(full).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (isFolder) return filesBelow(full);
  const file = full.endsWith(SUFFIX) ? full : full.replace(/\.json$/, SUFFIX);
  const isThere = await stat(file).then(
    (stats) => stats.isFile(),
    () => false,
  );
  if (isThere) return [file];
  const hint = path.endsWith(SUFFIX) ? 'no such file' : `no tests in ${file}`;
  throw new CliError('unreadable-file', hint, { file: path });
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = entries.map((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(path);
    return entry.name.endsWith(SUFFIX) ? [path] : [];
  });
  return (await Promise.all(nested)).flat();
}
