import process from 'node:process';
import { expect, test } from 'vitest';
import { assign, type ExperimentCode, getBucketRange } from '../../src/assign/index.ts';
import { drawSeeds } from './seeds.ts';

/** A tenth of them unless a long run is asked for. */
const SEEDS = process.env.INKLING_LONG ? 1_000_000 : 100_000;
/** How far a sum of squares strays from its mean, in its standard deviations, once in 10⁵ or so. */
const MOST_DEVIATIONS = 4.5;

const ARMS = 10;
const names = Array.from({ length: ARMS }, (_, i) => `${i}`);
const drawn = (key: string): ExperimentCode => [key, names, getBucketRange(ARMS, 1)];
const within = (id: string): ExperimentCode => [`${id}-in`, ['in'], [[0, 1]], [id, 0, 0.5]];

/** Draws whose answers must not tell anything of each other; alike names are the hard ones. */
const DRAWS: readonly { readonly name: string; readonly cell: (seed: string) => number }[] = [
  ...['offer-1', 'offer-2', 'banner'].map((key) => {
    const experiment = drawn(key);
    return { name: `arm of ${key}`, cell: (seed: string) => assign({ seed, experiment }).arm };
  }),
  ...['slots-1', 'slots-2'].map((id) => {
    const experiment = within(id);
    return { name: `part of ${id}`, cell: (seed: string) => 1 + assign({ seed, experiment }).arm };
  }),
  ...['*', '*reader'].map((name) => {
    const holdouts = [[name, 0.3]] as const;
    const experiment = drawn('any');
    const cell = (seed: string) => (assign({ seed, experiment, holdouts }).holdout ? 1 : 0);
    return { name: `holdout ${name}`, cell };
  }),
];
const SHARES: Readonly<Record<string, readonly number[]>> = {
  arm: Array.from({ length: ARMS }, () => 1 / ARMS),
  part: [0.5, 0.5],
  holdout: [0.7, 0.3],
};
const sharesOf = (name: string): readonly number[] => SHARES[name.split(' ')[0]!]!;

/** How many standard deviations a chi-square sum lies above its mean (Wilson and Hilferty). */
function deviations(sum: number, freedom: number): number {
  const spread = 2 / (9 * freedom);
  return (Math.cbrt(sum / freedom) - (1 - spread)) / Math.sqrt(spread);
}

test('arms, namespaces and holdouts are uniform and independent', { timeout: 120_000 }, () => {
  const pairs = DRAWS.flatMap((_, i) => DRAWS.slice(i + 1).map((__, j) => [i, i + 1 + j] as const));
  const single = DRAWS.map(({ name }) => sharesOf(name).map(() => 0));
  const joint = pairs.map(([i, j]) => single[i]!.flatMap(() => single[j]!.map(() => 0)));
  for (const seed of drawSeeds(SEEDS)) {
    const cells = DRAWS.map(({ cell }) => cell(seed));
    cells.forEach((cell, i) => {
      single[i]![cell]! += 1;
    });
    pairs.forEach(([i, j], k) => {
      joint[k]![cells[i]! * single[j]!.length + cells[j]!]! += 1;
    });
  }

  const chiSquare = (counts: readonly number[], shares: readonly number[]): number =>
    counts.reduce((sum, count, i) => {
      const expected = shares[i]! * SEEDS;
      return sum + (count - expected) ** 2 / expected;
    }, 0);
  const found = new Map<string, number>();
  DRAWS.forEach(({ name }, i) => {
    const counts = single[i]!;
    found.set(name, deviations(chiSquare(counts, sharesOf(name)), counts.length - 1));
  });
  pairs.forEach(([i, j], k) => {
    const [one, other] = [DRAWS[i]!.name, DRAWS[j]!.name];
    const shares = sharesOf(one).flatMap((a) => sharesOf(other).map((b) => a * b));
    // Cells of given shares, so that both margins are tested too.
    found.set(`${one}, ${other}`, deviations(chiSquare(joint[k]!, shares), shares.length - 1));
  });
  if (process.env.INKLING_LONG) {
    const worst = [...found].sort(([, a], [, b]) => b - a).slice(0, 3);
    console.log(`${SEEDS} seeds, ${found.size} chi-square tests, worst:`, worst);
  }
  for (const [name, z] of found) expect(z, name).toBeLessThan(MOST_DEVIATIONS);
});
