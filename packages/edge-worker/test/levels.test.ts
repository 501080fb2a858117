import type { ReportRow } from '@inkling/report';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addNoise } from '../src/metrics/add-noise.ts';
import { coarsenLevels, type LevelGrid } from '../src/metrics/coarsen-levels.ts';
import { levelRows } from '../src/metrics/level-rows.ts';

const grid = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 }), fc.nat(400)),
  { maxLength: 30 },
);
const sum = (cells: LevelGrid): number => cells.reduce((all, [, , n]) => all + n, 0);

test.each([
  { name: 'nobody', arms: [[]], shown: null },
  { name: 'an arm of 49', arms: [[[0, 0, 90]], [[0, 0, 49]]], shown: null },
  {
    name: 'levels large enough',
    arms: [
      [
        [0, 0, 90],
        [0, 1, 50],
      ],
    ],
    shown: [
      [
        [0, 0, 90],
        [0, 1, 50],
      ],
    ],
  },
  {
    name: 'a small top',
    arms: [
      [
        [0, 0, 90],
        [0, 1, 60],
        [0, 5, 9],
      ],
    ],
    shown: [
      [
        [0, 0, 90],
        [0, 1, 69],
      ],
    ],
  },
  {
    name: 'a top that is small in one arm',
    arms: [
      [
        [0, 0, 90],
        [0, 1, 80],
      ],
      [
        [0, 0, 90],
        [0, 1, 49],
      ],
    ],
    shown: [[[0, 0, 170]], [[0, 0, 139]]],
  },
  {
    name: 'a small bottom',
    arms: [
      [
        [0, 0, 9],
        [0, 2, 60],
        [0, 3, 70],
      ],
    ],
    shown: [
      [
        [0, 0, 69],
        [0, 3, 70],
      ],
    ],
  },
  {
    name: 'a pre-period that is small on a level',
    arms: [
      [
        [0, 0, 90],
        [0, 1, 80],
        [1, 0, 60],
        [1, 1, 7],
      ],
    ],
    shown: [
      [
        [0, 0, 150],
        [0, 1, 87],
      ],
    ],
  },
] as { name: string; arms: LevelGrid[]; shown: LevelGrid[] | null }[])(
  'k = 50: $name',
  ({ arms, shown }) => {
    expect(coarsenLevels(arms, 50)).toEqual(shown);
  },
);

test('of any arms, every cell that is shown tells of k browsers or more, and nobody is lost', () => {
  fc.assert(
    fc.property(fc.array(grid, { minLength: 1, maxLength: 3 }), (arms) => {
      const shown = coarsenLevels(arms, 50);
      expect(shown === null).toBe(arms.some((cells) => sum(cells) < 50));
      shown?.forEach((cells, i) => {
        expect(sum(cells)).toBe(sum(arms[i]!));
        for (const [, , n] of cells) expect(n).toBeGreaterThanOrEqual(50);
      });
    }),
    { numRuns: 300 },
  );
});

const move = (day: string, bucket: string, delta: number, arm = 'price:new'): ReportRow => ({
  ...{ day, subject: '*', def: '', metric: 'level', bucket, arm, delta },
});

test('levelRows adds moves up over days', () => {
  const rows = [
    move('2026-11-01', 'buy:0:0', 900),
    move('2026-11-02', 'buy:0:0', -80),
    move('2026-11-02', 'buy:0:1', 80),
  ];
  const shown = levelRows(rows, ['2026-10-31', '2026-11-01', '2026-11-05'], 50);
  expect(shown.map(({ day, bucket, delta }) => [day, bucket, delta])).toEqual([
    ['2026-11-01', 'buy:0:0', 900],
    ['2026-11-05', 'buy:0:0', 820],
    ['2026-11-05', 'buy:0:1', 80],
  ]);
});

/** A seeded source in [0, 1). */
function makeChance(seed: number): () => number {
  let s = seed >>> 0;
  return () => {
    s = (Math.imul(s, 1_664_525) + 1_013_904_223) >>> 0;
    return s / 2 ** 32;
  };
}

test('noise has mean 0, the variance of its ε, and bounded odds between neighbours', () => {
  const epsilon = 0.5;
  const row = move('2026-11-01', 'buy:0:0', 0);
  const draws = 40_000;
  const noised = addNoise(Array(draws).fill(row), epsilon, makeChance(5)).map((one) => one.delta);
  const mean = noised.reduce((a, b) => a + b, 0) / draws;
  const variance = noised.reduce((a, b) => a + (b - mean) ** 2, 0) / draws;
  const alpha = Math.exp(-epsilon);
  const expected = (2 * alpha) / (1 - alpha) ** 2;
  expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(expected / draws));
  expect(Math.abs(variance / expected - 1)).toBeLessThan(0.1);
  const count = (value: number) => noised.filter((one) => one === value).length;
  for (const value of [-2, -1, 0, 1]) {
    const odds = count(value) / count(value + 1);
    expect(odds).toBeLessThan(Math.exp(epsilon) * 1.1);
    expect(odds).toBeGreaterThan(Math.exp(-epsilon) / 1.1);
  }
});

test('money and seconds, of which one part may be any size, are not shown with noise', () => {
  const rows = ['revenue', 'engaged', 'in'].map((metric) => ({
    ...move('2026-11-01', 'a', 9),
    metric: metric as ReportRow['metric'],
  }));
  expect(addNoise(rows, 1, makeChance(1)).map(({ metric }) => metric)).toEqual(['in']);
});
