import { expect, test } from 'vitest';
import { isHeldOut, isRolledOut, SITE_HOLDOUT } from '../../src/assign/index.ts';
import { drawSeeds } from './seeds.ts';

const SEEDS = [...drawSeeds(20_000)];
const taken = (percent: number) => SEEDS.filter((seed) => isRolledOut(seed, 'daily-ink', percent));

test.each([
  { percent: 1, least: 140, most: 260 },
  { percent: 10, least: 1_800, most: 2_200 },
  { percent: 50, least: 9_700, most: 10_300 },
])('takes $percent % of browsers', ({ percent, least, most }) => {
  const { length } = taken(percent);
  expect(length).toBeGreaterThan(least);
  expect(length).toBeLessThan(most);
});

test('takes everybody along who came before, and nobody at 0', () => {
  expect(taken(0)).toEqual([]);
  expect(taken(100)).toEqual(SEEDS);
  const later = new Set(taken(20));
  expect(taken(5).every((seed) => later.has(seed))).toBe(true);
});

test('has nothing to do with who is held out, nor with another site', () => {
  const held = taken(50).filter((seed) => isHeldOut(seed, [SITE_HOLDOUT, 0.5])).length;
  const other = taken(50).filter((seed) => isRolledOut(seed, 'other', 50)).length;
  for (const both of [held, other]) {
    expect(both).toBeGreaterThan(4_700);
    expect(both).toBeLessThan(5_300);
  }
});
