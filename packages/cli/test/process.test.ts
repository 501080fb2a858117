import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import own from '../package.json' with { type: 'json' };
import { ownFile } from './support/data-set.ts';

const RULES = JSON.stringify({
  format: 1,
  site: 'paper',
  segments: { reader: { enter: { count: 'page_view', gte: 1 } } },
});
const LINE = '{"visitor":"ann","t":1772366400,"type":"page_view"}\n';

/** Starts the program as a shell would, in a folder that holds a rule file. */
function start(args: readonly string[]) {
  const cwd = mkdtempSync(join(tmpdir(), 'inkling-process-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  writeFileSync(join(cwd, 'rules.json'), RULES);
  const env = { ...process.env, TMPDIR: cwd };
  const child = spawn(process.execPath, [ownFile('../src/bin.ts'), ...args], { cwd, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  const written = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    written.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    written.err += chunk;
  });
  child.stdin.on('error', () => {}); // The program may end before it has read everything.
  const ended = once(child, 'close').then(([code]) => ({ code, ...written }));
  return { child, cwd, ended };
}

test('says its version', async () => {
  const { code, out } = await start(['--version']).ended;
  expect({ code, out }).toEqual({ code: 0, out: `${own.version}\n` });
});

test('reads standard input, and prints to standard output', async () => {
  const { child, ended } = start(['backtest', '--rules', 'rules.json', '--events', '-', '--json']);
  child.stdin.end(LINE.repeat(3));
  const { code, out, err } = await ended;
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(JSON.parse(out)).toMatchObject({
    visitors: 1,
    events: 3,
    segments: { reader: { size: 1 } },
  });
});

test.each([
  { args: ['validate', 'rules.json'], code: 0 },
  { args: ['validate', 'no.json'], code: 1 },
  { args: ['validatt'], code: 2 },
])('$args ends with $code', async ({ args, code }) => {
  expect(await start(args).ended).toMatchObject({ code });
});

test('a reader that goes away early is no fault', async () => {
  const { child, ended } = start(['new', '--model', 'rfm']);
  child.stdout.destroy();
  expect(await ended).toMatchObject({ code: 0, err: '' });
});

test('an interrupt ends it with 130, and no temporary file is left', async () => {
  const args = ['backtest', '--rules', 'rules.json', '--events', '-', '--memory', '1'];
  const { child, cwd, ended } = start(args);
  const spilled = () => readdirSync(cwd).some((name) => name.startsWith('inkling-'));
  const feed = (): void => {
    while (child.stdin.write(LINE.repeat(2000))) if (spilled()) return;
    child.stdin.once('drain', () => {
      if (!spilled()) feed();
    });
  };
  feed();
  await expect.poll(spilled, { timeout: 30_000 }).toBe(true);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 130 });
  expect(spilled()).toBe(false);
});

test('an interrupt ends threads, too', async () => {
  const events = Array.from({ length: 200_000 }, (_, i) => LINE.replace('ann', `v${i}`)).join('');
  const { child, cwd, ended } = start([
    'backtest',
    '--rules',
    'rules.json',
    '--events',
    '-',
    '--workers',
    '2',
  ]);
  child.stdin.end(events);
  // Files that are written to the end are those that threads read.
  const sizes = () => readdirSync(cwd).filter((name) => name.startsWith('inkling-'));
  await expect.poll(() => sizes().length, { timeout: 30_000, interval: 5 }).toBe(1);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 130 });
  expect(sizes()).toEqual([]);
});

test('an interrupt ends a wait for input that does not come', async () => {
  const { child, ended } = start(['backtest', '--rules', 'rules.json', '--events', '-']);
  // The first bytes being taken means that the program waits for more.
  await new Promise((resolve) => child.stdin.write(LINE.repeat(100_000), resolve));
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 130 });
});
