import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Build, buildIfChanged } from '../lib/build-if-changed.ts';
import { root } from '../lib/root.ts';

// Inside the project, since inputs are named from there; git would take the input, not the rest.
const DIR = `tools/test/build-${process.pid}`;
const at = (name: string): string => join(root, DIR, name);
const build: Build = {
  name: `test-${process.pid}`,
  script: [`${DIR}/build.mjs`],
  inputs: [`${DIR}/input.txt`],
  outputs: [`${DIR}/output.log`],
};

beforeAll(() => {
  mkdirSync(at(''), { recursive: true });
  const copy = "import { readFileSync, appendFileSync } from 'node:fs';\n";
  const line = `appendFileSync('${DIR}/output.log', readFileSync('${DIR}/input.txt'));\n`;
  writeFileSync(at('build.mjs'), copy + line);
  writeFileSync(at('input.txt'), 'a');
});

afterAll(() => {
  rmSync(at(''), { recursive: true, force: true });
  rmSync(join(root, 'node_modules/.cache/builds', build.name), { force: true });
});

test('builds once, again when an input or an output has changed, and never else', async () => {
  expect(await buildIfChanged(build)).toBe(true);
  expect(await buildIfChanged(build)).toBe(false);
  expect(readFileSync(at('output.log'), 'utf8')).toBe('a');

  writeFileSync(at('input.txt'), 'b');
  expect(await buildIfChanged(build)).toBe(true);
  expect(readFileSync(at('output.log'), 'utf8')).toBe('ab');

  rmSync(at('output.log'));
  expect(await buildIfChanged(build)).toBe(true);
  expect(await buildIfChanged(build)).toBe(false);
});

test('a failed build says what it printed, and is tried again', async () => {
  const broken: Build = { ...build, script: ['--eval', 'console.log("oh"); process.exit(3)'] };
  await expect(buildIfChanged(broken)).rejects.toThrow(/exit code 3\):\noh/);
  await expect(buildIfChanged(broken)).rejects.toThrow(/exit code 3/);
  expect(existsSync(join(root, 'node_modules/.cache/builds', build.name))).toBe(false);
});

test('a build that leaves an output out has failed', async () => {
  const silent: Build = { ...build, script: ['--eval', ''], outputs: [`${DIR}/none`] };
  await expect(buildIfChanged(silent)).rejects.toThrow(/it left out .*none/);
});
