/** A source of uniform whole numbers from 0 to 2³² − 1. */
export type Random = () => number;

const WARM_UP = 15;

/**
 * A seeded source (Chris Doty-Humphrey's sfc32), so that a run can be had again.
 *
 * @param seed - A whole number; its low 32 bits count.
 * @param n - Which of many sources of one seed. Its state has 128 bits, so that no two of a million
 *   visitors draw the same numbers, as they soon would of 32.
 */
export function createRandom(seed: number, n = 0): Random {
  let [a, b, c, d] = [seed | 0, n | 0, 0x9e3779b9 | 0, 1];
  const random = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < WARM_UP; i++) random();
  return random;
}

/** The source of the n-th of many, which does not depend on how many there are. */
export function nthRandom(seed: number, n: number): Random {
  return createRandom(seed, n + 1);
}

/** In [0, 1). */
export function share(random: Random): number {
  return random() / 2 ** 32;
}

/** One of a list that is not empty. */
export function pick<T>(random: Random, all: readonly T[]): T {
  return all[random() % all.length] as T;
}

/** Index of one of some weights, each as likely as it is heavy. */
export function pickWeighted(random: Random, weights: readonly number[]): number {
  let left = share(random) * weights.reduce((sum, weight) => sum + weight, 0);
  const found = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return found < 0 ? weights.length - 1 : found;
}

/** Exponentially distributed around a mean; at least 0. */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - share(random));
}

/** How often something happens whose mean is `mean` (Poisson; Knuth's product, for small means). */
export function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let n = 0;
  for (let product = share(random); product > limit; product *= share(random)) n++;
  return n;
}
