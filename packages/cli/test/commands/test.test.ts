import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { run } from '../../src/index.ts';
import { fakeIo } from '../support/fake-io.ts';
import { expectSchema } from '../support/schema.ts';

const RULES = JSON.stringify({
  format: 1,
  site: 'paper',
  signals: { reads: { count: 'page_view', within: '7d' } },
  segments: {
    regular: { enter: { signal: 'reads', gte: 2 } },
    seen: { enter: { count: 'page_view', gte: 1 } },
  },
});
const EVENTS = [['+0', 'page_view', { path: '/a' }], { t: '+1d', type: 'page_view', path: '/b' }];

function testFile(expect: readonly object[], more: object = {}): string {
  return JSON.stringify({ tests: [{ name: 'two reads', events: EVENTS, expect, ...more }] });
}

async function runTests(expectations: readonly object[], more: object = {}, flags: string[] = []) {
  const io = fakeIo({ 'rules.json': RULES, 'rules.test.json': testFile(expectations, more) });
  const code = await run(['test', 'rules.json', ...flags], io);
  return { code, ...io.written };
}

test('a passing file: in as a list, in as an object, values, until', async () => {
  const { code, out, err } = await runTests([
    { at: '-1ms', in: [], values: { reads: null } },
    { at: '+1d-1ms', in: ['seen'] },
    {
      at: '+1d',
      in: ['regular', 'seen'],
      values: { reads: 2 },
      until: { regular: '+7d', seen: null },
    },
    { at: '+7d-1ms', in: { regular: true } },
    { at: '+7d', in: { regular: false } },
  ]);
  expect({ code, out, err }).toEqual({
    code: 0,
    out: '✓ rules.test.json: two reads\n1 test passed, 0 failed.\n',
    err: '',
  });
});

test.each([
  {
    expectation: { at: '+1d', in: ['seen'] },
    says: 'at +1d: segment regular: expected out, found in',
  },
  {
    expectation: { at: '+7d', in: ['regular'] },
    says: 'at +7d: segment regular: expected in, found out',
  },
  {
    expectation: { at: '+7d', in: { seen: false } },
    says: 'at +7d: segment seen: expected out, found in',
  },
  {
    expectation: { at: '+1d', values: { reads: 3 } },
    says: 'at +1d: value of reads: expected 3, found 2',
  },
  {
    expectation: { at: '+1d', in: { nobody: true } },
    says: 'segment nobody: expected in, found no such segment',
  },
  {
    expectation: { at: '+1d', unknown: ['seen'] },
    says: 'unknown segments: expected ["seen"], found []',
  },
  {
    expectation: { at: '+1d', until: { regular: null } },
    says: 'until of regular: expected null, found 2026-01-12T00:00:00.000Z',
  },
])('a failing one says what and when: $says', async ({ expectation, says }) => {
  const { code, out } = await runTests([expectation]);
  expect(code).toBe(1);
  expect(out).toContain('✗ rules.test.json: two reads\n');
  expect(out).toContain(says);
  expect(out).toContain('0 tests passed, 1 failed.\n');
});

test("since, flips, knownFrom, breakpoints, tabs and sessions, as the language's own cases have them", async () => {
  const rules = JSON.stringify({
    format: 1,
    site: 'paper',
    signals: { reads: { count: 'page_view' }, visits: { periods: 'page_view', per: 'session' } },
    segments: {
      fresh: { enter: { count: 'page_view', within: '2d', gte: 1 } },
      idle: { enter: { count: 'login', within: '1d', eq: 0 } },
      top: { enter: { percentile: 'reads', gte: 0.5 } },
    },
  });
  const written = {
    name: 'all of it',
    start: '2026-02-01T00:00:00Z',
    recordedFrom: { all: '1970-01-01T00:00:00Z', byKey: { login: '+12h' } },
    breakpoints: { reads: { values: [1, 2], below: [0, 0.5] } },
    events: [
      ['+1h', 'page_view', {}, { tab: 'b', n: 1, session: '+1h' }],
      ['+1h', 'page_view', {}, { tab: 'a', n: 1, session: '+0' }],
    ],
    expect: [
      {
        at: '+2h',
        in: ['fresh', 'top'],
        unknown: ['idle'],
        values: { reads: 2, visits: 2 },
        since: { fresh: '+1h', idle: null },
        until: { fresh: '+2d1h', top: null },
        flips: { fresh: ['+2d1h'], idle: ['+36h-1ms'] },
        knownFrom: { idle: '+36h-1ms', fresh: null },
      },
    ],
  };
  const io = fakeIo({ 'r.json': rules, 'r.test.json': JSON.stringify({ tests: [written] }) });
  await run(['test', 'r.json'], io);
  expect(io.written).toEqual({
    out: '✓ r.test.json: all of it\n1 test passed, 0 failed.\n',
    err: '',
  });
});

test('history that begins late leaves segments unknown', async () => {
  const late = { recordedFrom: '+0' };
  const { code, out } = await runTests([{ at: '+2d', in: ['seen', 'regular'], unknown: [] }], late);
  expect({ code, out }).toMatchObject({ code: 0 });
});

test('as JSON, by its schema', async () => {
  const { code, out } = await runTests([{ at: '+1d', in: ['seen'] }], {}, ['--json']);
  expect(code).toBe(1);
  const printed = JSON.parse(out);
  expectSchema('test', printed);
  expect(printed).toMatchObject({ passed: 0, failed: 1, tests: [{ ok: false }] });
});

test.each([
  { name: 'an unknown key', file: { tests: [], test: [] }, path: 'test' },
  { name: 'no tests', file: {}, path: 'tests' },
  { name: 'no name', file: { tests: [{}] }, path: 'tests[0].name' },
  {
    name: 'no expectation',
    file: { tests: [{ name: 'a', events: [], expect: [] }] },
    path: 'tests[0].expect',
  },
  {
    name: 'a bad instant',
    file: { tests: [{ name: 'a', events: [], expect: [{ at: '+7x' }] }] },
    path: 'tests[0].expect[0].at',
  },
  {
    name: 'an event without type',
    file: { tests: [{ name: 'a', events: [['+0']], expect: [{ at: '+0' }] }] },
    path: 'tests[0].events[0]',
  },
  {
    name: 'a word for a boolean',
    file: { tests: [{ name: 'a', events: [], expect: [{ at: '+0', in: { a: 'yes' } }] }] },
    path: 'tests[0].expect[0].in.a',
  },
])('refuses a file with $name, and says where', async ({ file, path }) => {
  const io = fakeIo({ 'rules.json': RULES, 'rules.test.json': JSON.stringify(file) });
  expect(await run(['test', 'rules.test.json', '--json'], io)).toBe(3);
  const printed = JSON.parse(io.written.err);
  expectSchema('error', printed);
  expect(printed.error).toMatchObject({ code: 'bad-test', path, file: 'rules.test.json' });
});

test('a folder stands for all tests below it', async () => {
  const io = fakeIo();
  for (const folder of ['a', 'a/b', 'node_modules']) {
    mkdirSync(join(io.cwd, folder));
    writeFileSync(join(io.cwd, folder, 'rules.json'), RULES);
    writeFileSync(join(io.cwd, folder, 'rules.test.json'), testFile([{ at: '+0', in: ['seen'] }]));
  }
  expect(await run(['test'], io)).toBe(0);
  expect(io.written.out).toBe(
    '✓ a/b/rules.test.json: two reads\n✓ a/rules.test.json: two reads\n2 tests passed, 0 failed.\n',
  );
});

test.each([['rules.json'], ['no.test.json'], ['.']])('no tests at %s is an error', async (path) => {
  const io = fakeIo({ 'rules.json': RULES });
  expect(await run(['test', path], io)).toBe(1);
  expect(io.written.err).toMatch(/unreadable-file/);
});

test('--watch runs again after a change, and ends when interrupted', async () => {
  const interrupt = new AbortController();
  const files = { 'rules.json': RULES, 'rules.test.json': testFile([{ at: '+1d', in: ['seen'] }]) };
  const io = fakeIo(files, { signal: interrupt.signal });
  const ended = run(['test', 'rules.json', '--watch'], io);
  await vi.waitFor(() => expect(io.written.err).toContain('Watching'));
  expect(io.written.out).toContain('1 failed');
  writeFileSync(
    join(io.cwd, 'rules.test.json'),
    testFile([{ at: '+1d', in: ['seen', 'regular'] }]),
  );
  await vi.waitFor(() => expect(io.written.out).toContain('1 test passed'));
  interrupt.abort();
  expect(await ended).toBe(0);
});
