import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { projectFiles } from './project-files.ts';
import { root } from './root.ts';
import { runCommand } from './run-command.ts';

/** One build step and what it depends on. */
export interface Build {
  /** For people and for the stamp's file name. */
  readonly name: string;
  /** Script for our Node, relative to the project, and its arguments. */
  readonly script: readonly string[];
  /** Files and folders whose contents decide the result, relative to the project. */
  readonly inputs: readonly string[];
  /** Files that are there after the build, relative to the project or absolute. */
  readonly outputs: readonly string[];
}

/**
 * Runs a build unless its inputs are, byte for byte, those of the last one that went well.
 *
 * @param onStart - Called if it runs, before it does.
 * @returns Whether it ran.
 * @throws Error with everything that the build printed, when it fails or leaves an output out.
 */
export async function buildIfChanged(build: Build, onStart?: () => void): Promise<boolean> {
  const stamp = join(root, 'node_modules/.cache/builds', build.name);
  const wanted = await hashInputs(build);
  const isThere = (): boolean => build.outputs.every((file) => existsSync(resolve(root, file)));
  if (isThere() && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return false;

  onStart?.();
  rmSync(stamp, { force: true });
  const { code, output } = await runCommand(process.execPath, build.script, { quiet: true });
  if (code !== 0 || !isThere()) {
    const lost = build.outputs.filter((file) => !existsSync(resolve(root, file)));
    const why = code === 0 ? `it left out ${lost.join(', ')}` : `exit code ${code}`;
    throw new Error(`Building ${build.name} failed (${why}):\n${output}`);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  return true;
}

async function hashInputs({ script, inputs }: Build): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([process.version, script]));
  const isInput = (file: string): boolean =>
    inputs.some((input) => file === input || file.startsWith(`${input}/`));
  for (const file of (await projectFiles()).filter(isInput)) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}
