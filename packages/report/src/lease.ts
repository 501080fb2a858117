import type { Flips } from '@inkling/engine';
import { LEASE_MOST, leaseStep } from './buckets.ts';
import { DAY_MS } from './calendar.ts';

/**
 * What one browser contributes to one segment's stock: day number → sign. A sign at day `e` adds
 * itself to the segment's size on every day before `e`, from the day it was sent on.
 */
export type Lease = { readonly [endDay: number]: number };

/**
 * The lease that fits what is known of the future: now in until a flip, or out until one.
 *
 * @param at - Present instant, ms since the epoch, of local day `today`.
 * @returns Empty for a browser that is not in and will not be within 90 days by itself.
 */
export function leaseFor(now: boolean, flips: Flips, at: number, today: number): Lease {
  const lease: { [endDay: number]: number } = {};
  let sign = now ? 1 : -1;
  for (const flip of [...flips.at, Number.POSITIVE_INFINITY]) {
    const step = leaseStep((flip - at) / DAY_MS);
    if (step < LEASE_MOST || sign > 0) {
      const sum = (lease[today + step] ?? 0) + sign;
      if (sum) lease[today + step] = sum;
      else delete lease[today + step];
    }
    if (step === LEASE_MOST) break;
    sign = -sign;
  }
  return lease;
}

/** The ends of a lease that still lie ahead of `today`, rising. */
export function openEnds(lease: Lease, today: number): number[] {
  return Object.keys(lease)
    .map(Number)
    .filter((end) => end > today)
    .sort((a, b) => a - b);
}

/**
 * Whether a held lease still says what the fresh one would: the same signs, each running out no
 * later than the fresh one and after more than half of it. Renewing only then keeps a daily
 * visitor from sending a correction a day.
 */
export function stillFits(held: Lease, fresh: Lease, today: number): boolean {
  const ends = openEnds(held, today);
  const wanted = openEnds(fresh, today);
  return (
    ends.length === wanted.length &&
    ends.every((end, i) => {
      const want = wanted[i] ?? 0;
      return held[end] === fresh[want] && end <= want && (end - today) * 2 > want - today;
    })
  );
}
