import { dropOldest } from '../lib/drop-oldest.ts';
import type { Step } from '../memberships/memberships.ts';
import type { Ledger } from './ledger.ts';

/** Of so many pages it is known how far their events are booked. */
const MOST_PAGES = 100;

/** Takes from steps, all that are known of now, the events that a ledger holds already. */
export function sift(
  { booked: old }: Ledger,
  steps: readonly Step[],
): { readonly fresh: readonly Step[] } & Required<Pick<Ledger, 'booked'>> {
  const before = new Map(old);
  const booked = new Map(old);
  const fresh = steps.map((step) => ({
    ...step,
    events: step.events.filter(({ id: [tab, n] }) => {
      const last = Math.max(n, booked.get(tab) ?? -1);
      booked.delete(tab); // The page heard last is dropped last.
      booked.set(tab, last);
      return n > (before.get(tab) ?? -1);
    }),
  }));
  dropOldest(booked, MOST_PAGES);
  return { fresh, booked: [...booked] };
}
