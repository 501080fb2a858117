/** A source of uniform whole numbers from 0 to 2³² − 1. */
export type Random = () => number;

/**
 * A seeded source (mulberry32), so that a run can be had again.
 *
 * @param seed - A whole number; its low 32 bits count.
 */
export function createRandom(seed: number): Random {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** The source of the n-th of many, which does not depend on how many there are. */
export function nthRandom(seed: number, n: number): Random {
  return createRandom(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(n + 1, 0xc2b2ae35));
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
