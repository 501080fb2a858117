import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';

/**
 * Finds the project's Node and pnpm, and fetches them from the npm registry the first time.
 *
 * Node is the version in `.node-version`, pnpm that of `packageManager`; both go into `.toolchain/`,
 * into a folder named after the versions, so that a change of version fetches anew. A running Node
 * of the right major is used as it is.
 *
 * @param {string} root - The project's folder.
 * @returns {{ node: string, pnpm: string, versions: string, env: NodeJS.ProcessEnv }} Paths of the
 *   node binary and of pnpm's script, and an environment whose PATH has that Node first.
 * @throws Error when npm cannot fetch them.
 */
export function toolchain(root) {
  const nodeVersion = readFileSync(join(root, '.node-version'), 'utf8').trim();
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const pnpmVersion = packageManager.replace('pnpm@', '');
  const ownNode = process.versions.node.split('.')[0] === nodeVersion.split('.')[0];
  const versions = `${ownNode ? '' : `node-${nodeVersion}-`}pnpm-${pnpmVersion}`;
  const dir = join(root, '.toolchain', versions);

  if (!existsSync(dir)) fetchInto(dir, ownNode ? undefined : nodeVersion, pnpmVersion);
  const node = ownNode ? process.execPath : findNode(dir);
  const path = [dirname(node), join(root, 'node_modules/.bin'), process.env.PATH];
  return {
    node,
    pnpm: join(dir, 'node_modules/pnpm/bin/pnpm.cjs'),
    versions: `${process.platform}-${process.arch}-${nodeVersion}-${pnpmVersion}`,
    env: { ...process.env, PATH: path.join(delimiter) },
  };
}

/** Installs beside `dir` and renames, so that an interrupted fetch leaves nothing half done. */
function fetchInto(dir, nodeVersion, pnpmVersion) {
  const what = `${nodeVersion ? `Node ${nodeVersion} and ` : ''}pnpm ${pnpmVersion}`;
  console.error(`inkling: fetching ${what} into .toolchain (once)`);
  const draft = `${dir}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  const ways = choices(nodeVersion, `pnpm@${pnpmVersion}`);
  if (!ways.some((words) => npmInstall(draft, words))) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(`npm could not fetch ${what}; its message is above.`);
  }
  try {
    renameSync(draft, dir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(dir)) throw error; // Otherwise another process was faster: take what it brought.
  }
}

/** Ways to get both, best first: each is a list of arguments of `npm install`. */
function choices(nodeVersion, pnpm) {
  if (!nodeVersion) return [['--ignore-scripts', pnpm]];
  const appleChip = process.platform === 'darwin' && process.arch === 'arm64';
  const own = `${appleChip ? 'node-bin' : 'node'}-${process.platform}-${process.arch}`;
  return [
    // The platform's own package holds the bare binary and needs no install script.
    ['--ignore-scripts', `${own}@${nodeVersion}`, pnpm],
    ['--foreground-scripts', `node@${nodeVersion}`, pnpm],
  ];
}

function npmInstall(prefix, words) {
  const args = ['install', '--prefix', prefix, '--no-save', '--no-package-lock', '--no-audit'];
  args.push('--no-fund', '--loglevel=error', ...words);
  const script = process.env.npm_execpath ?? '';
  const [command, first] = /npm-cli\.js$/.test(script) ? [process.execPath, [script]] : ['npm', []];
  return spawnSync(command, [...first, ...args], { stdio: ['ignore', 2, 2] }).status === 0;
}

function findNode(dir) {
  const modules = join(dir, 'node_modules');
  const names = readdirSync(modules).filter((name) => name.startsWith('node'));
  const found = names.map((name) => join(modules, name, 'bin/node')).find((p) => existsSync(p));
  if (!found) throw new Error(`No node binary in ${dir}; delete that folder and try again.`);
  return found;
}
