import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { run } from '../src/index.ts';
import { parseFieldMap } from '../src/input/parse-field-map.ts';
import { ownFile } from './support/data-set.ts';
import { fakeIo } from './support/fake-io.ts';

/** Code blocks of a guide whose fence says ```json KIND. */
function blocks(guide: string, kind: string): string[] {
  const text = readFileSync(ownFile(`../../../docs/${guide}`), 'utf8');
  return [...text.matchAll(new RegExp(`\`\`\`json ${kind}\n(.*?)\`\`\``, 'gs'))].map(
    ([, block]) => block as string,
  );
}

test('the maps of docs/backtest.md are maps', () => {
  const maps = blocks('backtest.md', 'map');
  expect(maps).toHaveLength(3);
  for (const map of maps) expect(parseFieldMap(JSON.parse(map)).visitor).toBeDefined();
});

test('the segment test of docs/cli.md passes', async () => {
  const [written, ...others] = blocks('cli.md', 'test');
  expect(others).toEqual([]);
  const rules = {
    format: 1,
    site: 'daily-ink',
    segments: {
      'politics-reader': {
        enter: { count: 'page_view', where: { section: 'politics' }, within: '30d', gte: 3 },
      },
    },
  };
  const io = fakeIo({ 'rules.json': JSON.stringify(rules), 'rules.test.json': written as string });
  expect({ code: await run(['test', 'rules.json'], io), err: io.written.err }).toEqual({
    code: 0,
    err: '',
  });
});

test('docs/cli.md and help name the same commands', async () => {
  const io = fakeIo();
  await run(['--help'], io);
  const [, listed = ''] = io.written.out.split('Commands:\n');
  const commands = [...listed.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name);
  const guide = readFileSync(ownFile('../../../docs/cli.md'), 'utf8');
  const documented = new Set([...guide.matchAll(/`([a-z]+)(?= |`)/g)].map(([, name]) => name));
  expect(commands.length).toBeGreaterThan(10);
  expect(commands.filter((name) => name !== 'help' && !documented.has(name))).toEqual([]);
});
