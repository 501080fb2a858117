import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mirrorFolder } from '../lib/mirror-folder.ts';

let dir = '';
const at = (...parts: string[]): string => join(dir, ...parts);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'inkling-mirror-'));
  mkdirSync(at('from/deep'), { recursive: true });
  writeFileSync(at('from/a.js'), 'a');
  writeFileSync(at('from/deep/b.js'), 'b');
  writeFileSync(at('from/c.mjs'), 'c');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('makes the folder, renames, leaves out, deletes what is not wanted', () => {
  mkdirSync(at('to'));
  writeFileSync(at('to/old.js'), 'old');
  mirrorFolder(at('from'), at('to'), (path) =>
    path.endsWith('.mjs') ? null : path.replace('a.js', 'z.js'),
  );
  expect(readdirSync(at('to'), { recursive: true }).sort()).toEqual(['deep', 'deep/b.js', 'z.js']);
});

test('does not touch a file that is right already', () => {
  mirrorFolder(at('from'), at('to'));
  const before = statSync(at('to/a.js')).mtimeMs;
  writeFileSync(at('from/c.mjs'), 'changed');
  mirrorFolder(at('from'), at('to'));
  expect(statSync(at('to/a.js')).mtimeMs).toBe(before);
});
