import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  alwaysValidHalf,
  assignedTo,
  cupedWeight,
  differenceOf,
  levelScores,
  liftOf,
  type Mean,
  type MetricRow,
  momentsOf,
  relativeOf,
  sampleRatioTest,
} from '../src/index.ts';

interface Arm {
  readonly sum: number;
  readonly sum_squares?: number;
  readonly n: number;
}
interface Case {
  readonly a: Arm;
  readonly b: Arm;
  readonly expected: number;
  readonly se: number;
  readonly ci: [number, number];
  readonly p: number;
  readonly tuning: number;
}
interface Vectors {
  readonly welch_relative: readonly Case[];
  readonly welch_absolute: readonly Case[];
  readonly sequential_relative: readonly Case[];
  readonly srm: readonly {
    o: number[];
    w: number[];
    p?: number;
    tol?: number;
    p_lt?: number;
    error?: true;
  }[];
  readonly cuped_theta: readonly { pre: number[]; post: number[]; theta: number }[];
}

const DATA = resolve(
  process.env.INKLING_DATA ?? join(import.meta.dirname, '../../../../shared/data'),
);
const vectors: Vectors = JSON.parse(
  readFileSync(join(DATA, 's08-stats-vectors/vectors.json'), 'utf8'),
);

/** A mean from sums; a proportion where there is no sum of squares. */
function meanOf({ sum, sum_squares, n }: Arm): Mean {
  const mean = sum / n;
  const variance =
    sum_squares === undefined ? mean * (1 - mean) : (sum_squares - sum ** 2 / n) / (n - 1);
  return { n, mean, variance: variance / n };
}

describe('published values', () => {
  test.each(vectors.welch_absolute)('absolute $expected', ({ a, b, expected, se, ci, p }) => {
    const lift = differenceOf(meanOf(a), meanOf(b));
    expect(lift.value).toBeCloseTo(expected, 4);
    expect(lift.error).toBeCloseTo(se, 4);
    expect(lift.interval[0]).toBeCloseTo(ci[0], 4);
    expect(lift.interval[1]).toBeCloseTo(ci[1], 4);
    expect(lift.p).toBeCloseTo(p, 4);
  });

  test.each(vectors.welch_relative)('relative $expected', ({ a, b, expected, se, ci, p }) => {
    const lift = relativeOf(meanOf(a), meanOf(b))!;
    expect(lift.value).toBeCloseTo(expected, 4);
    expect(lift.error).toBeCloseTo(se, 4);
    expect(lift.interval[0]).toBeCloseTo(ci[0], 4);
    expect(lift.interval[1]).toBeCloseTo(ci[1], 4);
    expect(lift.p).toBeCloseTo(p, 4);
  });

  test.each(vectors.sequential_relative)('at every look $expected', (c) => {
    const lift = relativeOf(meanOf(c.a), meanOf(c.b))!;
    const half = alwaysValidHalf(lift.error, c.a.n + c.b.n, c.tuning);
    expect(lift.value).toBeCloseTo(c.expected, 4);
    expect(lift.value - half).toBeCloseTo(c.ci[0], 4);
    expect(lift.value + half).toBeCloseTo(c.ci[1], 4);
  });

  test.each(vectors.srm)('sample ratio $o', ({ o, w, p, tol = 1e-9, p_lt, error }) => {
    if (error) expect(() => sampleRatioTest(o, w)).toThrow(RangeError);
    else if (p_lt !== undefined) expect(sampleRatioTest(o, w)).toBeLessThan(p_lt);
    else expect(Math.abs(sampleRatioTest(o, w) - p!)).toBeLessThanOrEqual(tol);
  });

  test.each(vectors.cuped_theta)('weight $theta', ({ pre, post, theta }) => {
    const arm = momentsOf(pre.map((x, i) => ({ x, y: post[i]!, n: 1 })))!;
    expect(cupedWeight(arm, arm)).toBeCloseTo(theta, 5);
  });
});

const level = (arm: string, bucket: string, value: number): MetricRow => ({
  ...{ day: '2026-11-23', subject: '*', def: '', metric: 'level', bucket, arm, value },
});
const OPTIONS = {
  ...{ experiment: 'price', control: 'old', treatment: 'new', outcome: 'orders' },
  scores: levelScores([1, 2]),
};

test('reads browsers, means and lift from levels', () => {
  const rows = [
    level('price:old', 'orders:0:0', 900),
    level('price:old', 'orders:0:1', 100),
    level('price:new', 'orders:0:0', 850),
    level('price:new', 'orders:0:1', 100),
    level('price:new', 'orders:0:2', 50),
    level('price:new', 'other:0:2', 999),
    level('colour:new', 'orders:0:2', 999),
  ];
  const lift = liftOf(rows, OPTIONS)!;
  expect(lift.browsers).toEqual({ control: 1000, treatment: 1000 });
  expect(lift.means).toEqual({ control: 0.1, treatment: 0.2 });
  expect(lift.absolute.value).toBeCloseTo(0.1);
  expect(lift.relative!.value).toBeCloseTo(1);
  expect(lift.explained).toBe(0);
  expect(lift.alwaysValid[0]).toBeLessThan(lift.absolute.interval[0]);
  expect(Object.fromEntries(assignedTo(rows, OPTIONS))).toEqual({ old: 1000, new: 1000 });
});

test('takes off what the pre-period explains, in both directions', () => {
  // Buyers of before buy again; the new arm happens to have more of them, and no lift.
  const arm = (name: string, before: number) => [
    level(name, 'orders:0:0', 1000 - before),
    level(name, 'orders:1:1', before / 2),
    level(name, 'orders:1:0', before / 2),
  ];
  const lift = liftOf([...arm('price:old', 100), ...arm('price:new', 140)], OPTIONS)!;
  expect(lift.means.treatment - lift.means.control).toBeCloseTo(0.02);
  expect(lift.absolute.value).toBeCloseTo(0, 2);
  expect(lift.explained).toBeGreaterThan(0.4);
});

test('is wider where the cells were rounded', () => {
  const rows = [
    level('price:old', 'orders:0:0', 900),
    level('price:old', 'orders:0:1', 100),
    level('price:new', 'orders:0:0', 900),
    level('price:new', 'orders:0:1', 100),
  ];
  const width = (step: number) => liftOf(rows, { ...OPTIONS, step })!.absolute.error;
  expect(width(10)).toBeGreaterThan(width(0));
});

test('says nothing where an arm is empty, and nothing relative to nothing', () => {
  expect(liftOf([level('price:old', 'orders:0:0', 900)], OPTIONS)).toBeNull();
  const rows = [level('price:old', 'orders:0:0', 9), level('price:new', 'orders:0:1', 9)];
  expect(liftOf(rows, OPTIONS)!.relative).toBeNull();
});

/** A seeded source in [0, 1). */
function makeChance(seed: number): () => number {
  let s = seed >>> 0;
  return () => {
    s = (Math.imul(s, 1_664_525) + 1_013_904_223) >>> 0;
    return s / 2 ** 32;
  };
}

test('its 95 % interval holds the truth in 93 to 97 of 100 experiments, pre-period or not', () => {
  const chance = makeChance(7);
  const runs = 2_000;
  let held = 0;
  for (let run = 0; run < runs; run++) {
    const counts = new Map<string, number>();
    for (let i = 0; i < 400; i++) {
      const arm = chance() < 0.5 ? 'price:old' : 'price:new';
      const keen = chance() < 0.3;
      const before = chance() < (keen ? 0.6 : 0.1) ? 1 : 0;
      const after = chance() < (keen ? 0.6 : 0.1) + (arm === 'price:new' ? 0.05 : 0) ? 1 : 0;
      const key = `${arm} orders:${before}:${after}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const rows = [...counts].map(([key, n]) => level(key.split(' ')[0]!, key.split(' ')[1]!, n));
    const [low, high] = liftOf(rows, OPTIONS)!.absolute.interval;
    if (low <= 0.05 && 0.05 <= high) held++;
  }
  expect(held / runs).toBeGreaterThan(0.93);
  expect(held / runs).toBeLessThan(0.97);
});
