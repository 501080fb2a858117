import type { Host } from '../lib/host.ts';

/** A clock that is behind by more is wrong; by less, reports still name days that the edge takes. */
const BEHIND_MS = 86_400_000;
/** One that is ahead by more is: an answer out of some cache may be weeks old. */
const AHEAD_MS = 30 * BEHIND_MS;

/**
 * Finds out by an answer of the edge how far the clock is off, for this page and the next ones.
 *
 * @param headers - Of the answer; without a readable `Date` nothing is known.
 * @returns Whether that is news.
 */
export function compareClock({ clock, keys }: Host, headers: Headers): boolean {
  const old = clock.skew;
  const ms = Date.parse(`${headers.get('date')}`) - clock.now();
  clock.skew = ms > BEHIND_MS || ms < -AHEAD_MS ? ms : 0;
  keys.set('skew', clock.skew ? `${ms}` : null);
  return !clock.skew !== !old;
}
