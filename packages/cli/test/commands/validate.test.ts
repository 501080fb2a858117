import { expect, test } from 'vitest';
import { run } from '../../src/index.ts';
import { chunks, fakeIo } from '../support/fake-io.ts';
import { expectSchema } from '../support/schema.ts';

const GOOD = JSON.stringify({
  format: 1,
  site: 'shop',
  segments: { buyers: { enter: { count: 'purchase', gte: 1 } } },
});
const BROKEN = JSON.stringify({
  format: 1,
  site: 'shop',
  segments: {
    buyers: { enter: { cuont: 'purchase', gte: 1 } },
    lapsed: { enter: { count: 'purchase', within: '30x', eq: 0 } },
  },
});

test('a sound file: one line, exit 0', async () => {
  const io = fakeIo({ 'rules.json': GOOD });
  expect(await run(['validate', 'rules.json'], io)).toBe(0);
  expect(io.written).toEqual({
    out: 'rules.json is valid: 1 segment, 0 signals, 0 conversions.\n',
    err: '',
  });
});

test('a broken file: path and reason of every fault, exit 3', async () => {
  const io = fakeIo({ 'rules.json': BROKEN });
  expect(await run(['validate', 'rules.json'], io)).toBe(3);
  expect(io.written.out).toBe('');
  expect(io.written.err).toContain('rules.json: segments.buyers.enter');
  expect(io.written.err).toContain('did you mean "count"?');
  expect(io.written.err).toContain('rules.json: segments.lapsed.enter.within');
  expect(io.written.err).toContain('2 faults');
});

test('a broken file as JSON', async () => {
  const io = fakeIo({ 'rules.json': BROKEN });
  expect(await run(['validate', 'rules.json', '--json'], io)).toBe(3);
  const printed = JSON.parse(io.written.out);
  expectSchema('validate', printed);
  expect(printed).toMatchObject({ ok: false, file: 'rules.json' });
  expect(printed.faults.map(({ path }: { path: string }) => path)).toEqual([
    expect.stringContaining('segments.buyers.enter'),
    'segments.lapsed.enter.within',
  ]);
});

test('standard input', async () => {
  const io = fakeIo({}, { stdin: chunks(GOOD, 5) });
  expect(await run(['validate', '-', '--json'], io)).toBe(0);
  const printed = JSON.parse(io.written.out);
  expectSchema('validate', printed);
  expect(printed).toMatchObject({ ok: true, segments: ['buyers'], faults: [] });
});

test.each([
  { name: 'no file', args: ['validate'], code: 2, err: /missing required argument/ },
  {
    name: 'a file that is not there',
    args: ['validate', 'no.json'],
    code: 1,
    err: /no\.json: no such file/,
  },
  {
    name: 'an unknown option',
    args: ['validate', '--jsn', 'x'],
    code: 2,
    err: /Did you mean --json/,
  },
  { name: 'an unknown command', args: ['validat', 'x'], code: 2, err: /Did you mean validate/ },
  { name: 'no command', args: [], code: 2, err: /Usage: inkling/ },
  { name: 'text that is not JSON', args: ['validate', 'text.json'], code: 3, err: /not-json/ },
])('$name: exit $code', async ({ args, code, err }) => {
  const io = fakeIo({ 'text.json': '{' });
  expect(await run(args, io)).toBe(code);
  expect(io.written.err).toMatch(err);
  expect(io.written.out).toBe('');
});

test.each([['-h'], ['--help'], ['validate', '-h'], ['help', 'validate']])(
  'help shows examples first: %s %s',
  async (...args) => {
    const io = fakeIo();
    expect(await run(args, io)).toBe(0);
    expect(io.written.out).toMatch(/^Examples:\n {2}inkling [^\n]+\n[\s\S]*Usage: inkling/);
  },
);

test('an error of a --json run is JSON too, on stderr', async () => {
  const io = fakeIo();
  expect(await run(['validate', 'no.json', '--json'], io)).toBe(1);
  expect(JSON.parse(io.written.err)).toEqual({
    error: { code: 'unreadable-file', message: 'no such file', file: 'no.json' },
  });
});
