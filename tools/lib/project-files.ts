import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { relative } from 'node:path';
import { root } from './root.ts';
import { runCommand } from './run-command.ts';

/**
 * Paths of every file of the project, relative to its folder: those that git holds and those that
 * it would take. In a copy without git: everything outside hidden, built and installed folders.
 */
export async function projectFiles(): Promise<string[]> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { code, output } = await runCommand('git', args, { quiet: true });
  const all = code === 0 ? output.split('\0') : await withoutGit();
  return [...new Set(all)].filter((file) => file !== '' && existsSync(`${root}/${file}`)).sort();
}

const BUILT = /(^|\/)(node_modules|dist|coverage|\.[^/]+)\//;

async function withoutGit(): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((e) => e.isFile())
    .map((e) => relative(root, `${e.parentPath}/${e.name}`));
  return files.filter((file) => !BUILT.test(file));
}
