import { expect, test } from 'vitest';
import { run } from '../../src/index.ts';
import { fakeIo } from '../support/fake-io.ts';
import { expectSchema } from '../support/schema.ts';

const RULES = JSON.stringify({
  format: 1,
  site: 'shop',
  segments: {
    never: {
      enter: {
        all: [
          { count: 'purchase', gte: 3 },
          { count: 'purchase', lt: 2 },
        ],
      },
    },
  },
});

test('says what is wrong, where, and what may be done', async () => {
  const io = fakeIo({ 'rules.json': RULES });
  expect(await run(['lint', 'rules.json'], io)).toBe(0);
  expect(io.written.out).toMatch(
    /rules\.json: segments\.never[^\n]*: warning: [^\n]+ \(never-true\)\n {2}\S/,
  );
  expect(io.written.out).toMatch(/\d+ warnings?, \d+ notes?\.\n$/);
});

test('--strict turns a warning into exit 3', async () => {
  expect(await run(['lint', 'rules.json', '--strict'], fakeIo({ 'rules.json': RULES }))).toBe(3);
});

test('as JSON, with what must be recorded and what an event costs', async () => {
  const io = fakeIo({ 'rules.json': RULES });
  expect(await run(['lint', 'rules.json', '--json'], io)).toBe(0);
  const printed = JSON.parse(io.written.out);
  expectSchema('lint', printed);
  expect(printed.records).toEqual([expect.objectContaining({ type: 'purchase', horizonMs: null })]);
  expect(printed.findings.map(({ code }: { code: string }) => code)).toContain('never-true');
});

test('a day decides whether a review has passed', async () => {
  const reviewed = JSON.stringify({
    format: 1,
    site: 'shop',
    segments: {
      buyers: { review: '30d', reviewed: '2026-01-30', enter: { count: 'purchase', gte: 1 } },
    },
  });
  for (const { day, passed } of [
    { day: '2026-03-01T23:59:59Z', passed: false },
    { day: '2026-03-02T00:00:00Z', passed: true },
  ]) {
    const io = fakeIo({ 'rules.json': reviewed }, { now: () => Date.parse(day) });
    await run(['lint', 'rules.json', '--json'], io);
    const codes = JSON.parse(io.written.out).findings.map(({ code }: { code: string }) => code);
    expect({ day, passed: codes.includes('review-passed') }).toEqual({ day, passed });
  }
});
