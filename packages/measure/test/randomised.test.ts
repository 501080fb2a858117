import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  answerChances,
  type MetricRow,
  randomisedSize,
  trueShare,
  trueShareVariance,
} from '../src/index.ts';

interface Vectors {
  readonly krr_flip: { readonly rows: readonly [k: number, epsilon: number | 'ln 3', p: number][] };
  readonly grr_estimator: {
    readonly rows: readonly {
      k: number;
      epsilon: number;
      n: number;
      p: number;
      q: number;
      true_f: number;
      var_f_hat: number;
    }[];
  };
}

const DATA = resolve(
  process.env.INKLING_DATA ?? join(import.meta.dirname, '../../../../shared/data'),
);
const vectors: Vectors = JSON.parse(
  readFileSync(join(DATA, 's09-privacy-vectors/vectors.json'), 'utf8'),
);

describe('published values', () => {
  test.each(vectors.krr_flip.rows)('k %j, ε %j: a uniform answer with chance %j', (k, e, flip) => {
    // There an answer is uniform with this chance; here every untrue one has an equal part of it.
    const { q } = answerChances({ k, epsilon: e === 'ln 3' ? Math.log(3) : e });
    expect(q * k).toBeCloseTo(flip, 12);
  });

  test.each(vectors.grr_estimator.rows)('k $k, ε $epsilon, n $n, share $true_f', (row) => {
    const { p, q } = answerChances(row);
    expect(p).toBeCloseTo(row.p, 12);
    expect(q).toBeCloseTo(row.q, 12);
    const variance = trueShareVariance(row.true_f, row.n, row);
    expect(Math.abs(variance / row.var_f_hat - 1)).toBeLessThan(1e-9);
    const given = row.n * (row.true_f * p + (1 - row.true_f) * q);
    expect(trueShare(given, row.n, row)).toBeCloseTo(row.true_f, 12);
  });
});

/** A seeded source in [0, 1) (mulberry32). */
function makeChance(seed: number): () => number {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const bit = (subject: string, bucket: string, value: number): MetricRow => ({
  ...{ day: '2026-11-23', subject, def: 'h', metric: 'bit', bucket, value },
});

test('over many days the size is right on average, and its interval as often as it says', () => {
  const chance = makeChance(11);
  const [runs, visitors, epsilon] = [1_000, 2_000, 1];
  const { p } = answerChances({ k: 2, epsilon });
  let [sum, held] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const counts = { 'a yes': 0, 'a no': 0, 'b yes': 0, 'b no': 0 };
    for (let i = 0; i < visitors; i++) {
      const segment = chance() < 0.5 ? 'a' : 'b';
      const isIn = chance() < (segment === 'a' ? 0.3 : 0.05);
      const answer = chance() < p ? isIn : !isIn;
      counts[`${segment} ${answer ? 'yes' : 'no'}`]++;
    }
    const rows = Object.entries(counts).map(([key, n]) => {
      const [subject = '', bucket = ''] = key.split(' ');
      return bit(subject, bucket, n);
    });
    const found = randomisedSize(rows, { segment: 'a', def: 'h', day: '2026-11-23', epsilon })!;
    sum += found.size;
    if (found.interval[0] <= 600 && found.interval[1] >= 600) held++;
  }
  // One day's error is about 68 visitors; a thousand days' mean is off by some 2.
  expect(Math.abs(sum / runs - 600)).toBeLessThan(9);
  expect(held / runs).toBeGreaterThan(0.93);
  expect(held / runs).toBeLessThan(0.97);
});

test('says nothing of a segment that nobody answered about, or on another day', () => {
  const options = { segment: 'a', def: 'h', day: '2026-11-23', epsilon: 1 };
  expect(randomisedSize([bit('b', 'yes', 9)], options)).toBeNull();
  expect(randomisedSize([bit('a', 'yes', 9)], { ...options, day: '2026-11-22' })).toBeNull();
});
