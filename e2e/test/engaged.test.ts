import { afterAll, beforeAll, expect, test } from 'vitest';
import { runEngaged } from '../lib/engaged/run-engaged.ts';
import { readScenarios } from '../lib/engaged/scenario.ts';
import { judge } from '../lib/engaged/truth.ts';
import { type Lab, startLab } from '../lib/lab/lab.ts';
import { requireBrowser } from '../lib/require-browser.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
}, 120_000);
afterAll(() => lab.close(), 30_000);

test.each([
  { name: 'opens the page and does nothing', truth: { a: 5_000 } },
  { name: 'one move of the mouse after 20 s', truth: { a: 10_000 } },
  { name: 'switches tabs every 10 s', truth: { a: 15_000, b: 15_000 } },
  { name: 'media plays while the page is hidden', truth: { a: 25_000, b: 5_000 } },
  { name: 'moves over a window without focus', truth: { a: 10_000 } },
])('the model says of "$name" what a person would', ({ name, truth }) => {
  const scenario = readScenarios().find((one) => one.name === name)!;
  expect(Object.fromEntries(judge(scenario).truth)).toEqual(truth);
});

// Firefox takes minutes over the clock's many small steps; it has its turn in the long run.
const engines = process.env.INKLING_LONG
  ? (['chromium', 'firefox'] as const)
  : (['chromium'] as const);

test.for(engines)(
  'in %s engaged time is what a scripted visit says',
  { timeout: 900_000 },
  async (engine, context) => {
    await requireBrowser(engine, context);
    const result = await runEngaged(lab, engine);
    expect(result.scenarios).toBeGreaterThanOrEqual(40);
    expect(result.ours.median).toBe(0);
    expect(result.ours.p95).toBeLessThanOrEqual(1_000);
    expect(result.ours.max).toBeLessThanOrEqual(5_000);
  },
);
