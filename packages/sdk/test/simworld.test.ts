// @vitest-environment node
import { describe, expect, test } from 'vitest';
import type { Breakage } from './simworld/breakage.ts';
import BREAKAGES from './simworld/breakages.json' with { type: 'json' };
import REGRESSIONS from './simworld/regressions.json' with { type: 'json' };
import { runSeeds } from './simworld/run-seeds.ts';

/** In CI all of them; `INKLING_SEEDS` says otherwise. */
const SEEDS = Number(process.env.INKLING_SEEDS ?? (process.env.CI ? 20_000 : 500));
const LONGEST_MS = 600_000;

test(`nothing goes wrong in ${SEEDS} simulated lives`, { timeout: LONGEST_MS }, async () => {
  const { failures, tasks } = await runSeeds({ from: 1, count: SEEDS });
  const [first] = failures;
  const replay = first && `npm run simworld -- --seed ${first.seed}: ${first.problems.join('\n')}`;
  expect(replay, `${failures.length} of ${SEEDS} failed`).toBeUndefined();
  expect(tasks).toBeGreaterThan(SEEDS * 50);
});

test('the same seed is the same life, task for task', { timeout: LONGEST_MS }, async () => {
  const seeds = { from: 1, count: 60, prints: true };
  const [once, again] = [await runSeeds(seeds), await runSeeds(seeds)];
  expect(once.prints).toEqual(again.prints);
  expect(new Set(once.prints).size).toBe(seeds.count);
});

test.each(REGRESSIONS)('seed $seed: $found', { timeout: LONGEST_MS }, async ({ seed }) => {
  const { failures } = await runSeeds({ from: seed, count: 1 });
  expect(failures).toEqual([]);
});

describe('a slip of the pen is noticed', () => {
  test.each(BREAKAGES)('$name', { timeout: LONGEST_MS }, async (row) => {
    const breakage: Breakage = row;
    const { failures } = await runSeeds({ from: 1, count: row.seeds, breakage });
    expect(failures.length, `in ${row.seeds} seeds`).toBeGreaterThan(0);
  });
});
