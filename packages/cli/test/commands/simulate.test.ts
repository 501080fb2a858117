import { loadTemplate } from '@inkling/rules';
import { expect, test } from 'vitest';
import { run } from '../../src/index.ts';
import { fakeIo } from '../support/fake-io.ts';
import { expectSchema } from '../support/schema.ts';

const RULES = { 'rules.json': JSON.stringify(loadTemplate('engagement')) };
const FEW = ['--visitors', '40', '--days', '10'];

async function simulate(...flags: string[]) {
  const io = fakeIo(RULES);
  const code = await run(['simulate', '--rules', 'rules.json', ...FEW, ...flags], io);
  return { code, ...io.written };
}

test('prints what its schema says, with no error', async () => {
  const { code, out } = await simulate('--json', '--lose', '0.3', '--lift', '0.5');
  expect(code).toBe(0);
  const report = JSON.parse(out);
  expectSchema('simulate', report);
  expect(report.wrongCells).toBe(0);
  expect(report.cells).toBeGreaterThan(50);
  const { truth, told, lost, counted, error } = report.totals.page_views;
  expect(truth).toBeGreaterThan(told);
  expect(Math.min(lost, counted)).toBeGreaterThan(0);
  expect([told - lost, error]).toEqual([counted, 0]);
  expect(report.experiment.control.visitors + report.experiment.treatment.visitors).toBe(40);
  expect(report.days).toHaveLength(10);
});

test('for people: truth beside what was counted', async () => {
  const { code, out } = await simulate();
  expect(code).toBe(0);
  expect(out).toMatch(/^40 visitors from 2026-01-05 to 2026-01-14, seed 1: /);
  expect(out).toMatch(/Error 0 in each of [\d,]+ cells\.\n/);
  expect(out).toMatch(/unique visitors, each day( +[\d,]+){4} +0\n/);
  expect(out).not.toContain('Experiment');
});

test('without consent nothing is told, and the truth stands', async () => {
  const { out } = await simulate('--json', '--refuse', '1');
  const { totals, reports } = JSON.parse(out);
  expect(totals.visitors).toMatchObject({ told: 0, counted: 0, error: 0 });
  expect(totals.visitors.truth).toBeGreaterThan(39);
  expect(reports.made).toBe(0);
});

test.each([
  ['--visitors', '0'],
  ['--days', '1.5'],
  ['--lose', '1.1'],
  ['--lose', ''],
  ['--from', '2026-02-30'],
])('%s %j is refused', async (flag, value) => {
  expect((await simulate(flag, value)).code).toBe(2);
});
