import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const INPUTS = ['pnpm-lock.yaml', 'pnpm-workspace.yaml'];

/**
 * Installs the workspace's packages from the lockfile, unless this lockfile is installed already.
 *
 * The stamp lies inside `node_modules`, so whoever deletes that folder deletes the stamp too.
 *
 * @param {string} root - The project's folder.
 * @param {{ node: string, pnpm: string, versions: string, env: NodeJS.ProcessEnv }} tools
 * @throws Error when pnpm fails; its own message is on stderr by then.
 */
export function installPackages(root, tools) {
  const stamp = join(root, 'node_modules/.inkling-installed');
  const hash = createHash('sha256').update(tools.versions);
  for (const file of INPUTS) hash.update(readFileSync(join(root, file)));
  const wanted = hash.digest('hex');
  const isInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (isInstalled()) return;

  const unlock = lock(join(root, '.toolchain/install.lock'));
  try {
    if (isInstalled()) return; // By the process that held the lock.
    console.error('inkling: installing packages');
    const args = [tools.pnpm, 'install', '--frozen-lockfile', '--prefer-offline'];
    const options = { cwd: root, env: { ...tools.env, CI: 'true' }, stdio: ['ignore', 2, 2] };
    if (spawnSync(tools.node, args, options).status !== 0) {
      throw new Error('pnpm could not install the packages; its message is above.');
    }
    writeFileSync(stamp, wanted);
  } finally {
    unlock();
  }
}

/** Waits until no other living process holds the file, takes it, and returns what gives it back. */
function lock(file) {
  mkdirSync(join(file, '..'), { recursive: true });
  let told = false;
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!holderLives(file)) rmSync(file, { force: true });
    else {
      if (!told) console.error('inkling: waiting for another process that installs packages');
      told = true;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
}

function holderLives(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    if (pid > 0) process.kill(pid, 0);
    return true; // An empty file is one that its owner is about to fill.
  } catch (error) {
    return error.code === 'EPERM';
  }
}
