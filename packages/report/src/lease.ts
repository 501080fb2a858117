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
 * @param flips - Instants at which that turns, rising.
 * @param at - Present instant, ms since the epoch, of local day `today`.
 * @returns Without {@link openEnds} for a browser that is not in and will not be within 90 days by
 *   itself.
 */
export function leaseFor(now: boolean, flips: readonly number[], at: number, today: number): Lease {
  const lease: { [endDay: number]: number } = {};
  let sign = now ? 1 : -1;
  for (const flip of [...flips, Infinity]) {
    const step = leaseStep((flip - at) / DAY_MS);
    const end = today + step;
    if (step < LEASE_MOST || sign > 0) lease[end] = (lease[end] ?? 0) + sign;
    if (step === LEASE_MOST) break;
    sign = -sign;
  }
  return lease;
}

/** The ends of a lease that still lie ahead of `today`, rising, with their signs. */
export function openEnds(lease: Lease, today: number): [end: number, sign: number][] {
  // An object names its whole numbers in rising order.
  return Object.entries(lease)
    .map(([end, sign]): [number, number] => [Number(end), sign])
    .filter(([end, sign]) => end > today && sign);
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
    ends.every(([end, sign], i) => {
      const [want, wantedSign] = wanted[i]!;
      return sign === wantedSign && end <= want && (end - today) * 2 > want - today;
    })
  );
}
