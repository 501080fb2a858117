import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRules, templateNames } from '@inkling/rules';
import { expect, test } from 'vitest';
import { run } from '../../src/index.ts';
import { fakeIo } from '../support/fake-io.ts';

test.each(templateNames)('%s is a valid rule file', async (model) => {
  const io = fakeIo();
  expect(await run(['new', '--model', model, '--site', 'mine', '--currency', 'USD'], io)).toBe(0);
  expect(parseRules(io.written.out)).toMatchObject({ site: 'mine', currency: 'USD' });
});

test('--out writes a file, and never over another', async () => {
  const io = fakeIo();
  expect(await run(['new', '--model', 'rfm', '--out', 'rules.json'], io)).toBe(0);
  const written = readFileSync(join(io.cwd, 'rules.json'), 'utf8');
  expect(parseRules(written).groups[0]?.segments).toHaveLength(11);
  expect(await run(['new', '--model', 'usage', '--out', 'rules.json'], io)).toBe(1);
  expect(io.written.err).toMatch(/rules\.json: is there already/);
  expect(readFileSync(join(io.cwd, 'rules.json'), 'utf8')).toBe(written);
});

test('--list names the models', async () => {
  const io = fakeIo();
  expect(await run(['new', '--list'], io)).toBe(0);
  expect(io.written.out.trim().split('\n')).toEqual([...templateNames]);
});

test.each([
  { flags: ['--model', 'rmf'], says: /no model "rmf"; did you mean "rfm"/ },
  { flags: [], says: /Name a --model; the models are rfm/ },
  { flags: ['--model', 'rfm', '--timezone', 'Mars/Base'], says: /timezone: .*IANA zone/ },
])('usage: $flags', async ({ flags, says }) => {
  const io = fakeIo();
  expect(await run(['new', ...flags], io)).toBe(2);
  expect(io.written.err).toMatch(says);
});
