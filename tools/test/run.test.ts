import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../lib/root.ts';
import { runCommand } from '../lib/run-command.ts';
import { tasks } from '../tasks.ts';

let folder = '';
const run = (args: readonly string[], cwd = root) =>
  runCommand(process.execPath, [join(root, 'tools/run.mjs'), ...args], { quiet: true, cwd });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'inkling-run-'));
  // Set-up that is still to do talks on stderr; do it before anything is compared.
  await run(['nonsense']);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('says which tasks there are when it is given none of them', async () => {
  const { code, output } = await run(['nonsense']);
  expect(code).toBe(2);
  expect(output).toBe(
    `inkling: no task "nonsense". There are: ${Object.keys(tasks).join(', ')}.\n`,
  );
});

test('has a script in package.json for every task', async () => {
  const { default: manifest } = await import('../../package.json', { with: { type: 'json' } });
  const scripts = Object.entries(manifest.scripts).map(([name, script]) => {
    expect(script).toBe(`exec node tools/run.mjs ${name}`);
    return name;
  });
  expect(scripts.sort()).toEqual(Object.keys(tasks).sort());
});

test('passes words, exit code and the current folder on, and adds no line of its own', async () => {
  writeFileSync(join(folder, 'rules.json'), '{"format": 1}');
  const { code, output } = await run(['inkling', 'validate', 'rules.json'], folder);
  expect(code).toBe(3);
  expect(output).not.toContain('no such file');
  expect(output).not.toMatch(/inkling: (fetching|installing)/);
});
