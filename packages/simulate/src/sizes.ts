import { type Calendar, DAY } from '@inkling/engine';
import type { History, Meaning } from './history.ts';
import { createHeld } from './ledger.ts';

/** Browsers in each segment at the end of each day: segment → one number a day. */
export type Sizes = Map<string, number[]>;

/** Adds one history to the sizes of `days` days from day number `first` on. */
export function addSizes(
  sizes: Sizes,
  history: History & Meaning,
  calendar: Calendar,
  { first, days }: { readonly first: number; readonly days: number },
): void {
  const held = createHeld(history);
  for (let i = 0; i < days; i++) {
    for (const segment of held.at(calendar.start(DAY, first + i + 1) - 1)) {
      const row = sizes.get(segment) ?? Array<number>(days).fill(0);
      row[i]!++;
      sizes.set(segment, row);
    }
  }
}
