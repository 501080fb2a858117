import { place } from './hash.ts';

/**
 * Whether a browser takes rules that are rolled out to a part of all.
 *
 * The same browsers come first in every roll-out of a site: who came along at 5 % stays along at
 * 20 %, and cannot be told apart by which roll-outs it saw.
 *
 * @param seed - The visitor's random text, as for experiments.
 * @param percent - A bundle's `next.percent`.
 */
export function isRolledOut(seed: string, site: string, percent: number): boolean {
  return place(`rollout ${site}`, seed) * 100 < percent;
}
