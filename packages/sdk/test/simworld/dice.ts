import { createRandom, share } from '@inkling/simulate';

/** All chance of a run, drawn from its seed alone. */
export interface Dice {
  /** A number in [0, 1). */
  share(): number;
  /** True with probability `p`. */
  chance(p: number): boolean;
  /** A whole number from 0 to `n` − 1. */
  below(n: number): number;
  pick<T>(all: readonly T[]): T;
}

/** @param seed - A whole number; its low 32 bits count. */
export function createDice(seed: number): Dice {
  const random = createRandom(seed);
  const below = (n: number): number => random() % n;
  return {
    share: () => share(random),
    chance: (p) => share(random) < p,
    below,
    pick: (all) => all[below(all.length)]!,
  };
}
