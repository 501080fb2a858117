import type { InkEvent } from '@inkling/engine';
import type { Unstamped } from './sessions.ts';

/**
 * Puts a visitor's events in the one order, each once.
 *
 * Why it is right. The order is a total one over ids, so sorting gives one answer whatever the
 * order of arrival. Two events with the same id are the same event, taken once: the first taken.
 */
export function readHistory<E extends Unstamped>(events: readonly E[]): E[] {
  const seen = new Set<string>();
  const unique = events.filter((event) => {
    const key = JSON.stringify(event.id);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return unique.sort(inOrder);
}

/** By instant, then by tab as code units, then by number. */
function inOrder(a: Unstamped, b: Unstamped): number {
  if (a.t !== b.t) return a.t - b.t;
  if (a.id[0] !== b.id[0]) return a.id[0] < b.id[0] ? -1 : 1;
  return a.id[1] - b.id[1];
}

/**
 * Those events that measures may count: all but the repeats of a purchase.
 *
 * Why it is right. A purchase is a repeat iff an earlier purchase, in the order of events,
 * carries the same transaction id. Which one is the first is a question about the events that
 * are in the history, so it is answered on the whole of it and not as events arrive. Only a
 * number or a text that is not empty names a transaction; other purchases are never repeats.
 *
 * @param ordered - As `readHistory` gives them.
 */
export function withoutRepeats(ordered: readonly InkEvent[]): InkEvent[] {
  const transactions = new Set<unknown>();
  return ordered.filter((event) => {
    if (event.type !== 'purchase') return true;
    const id = event.params.transaction_id;
    if ((typeof id !== 'string' && typeof id !== 'number') || id === '') return true;
    if (transactions.has(id)) return false;
    transactions.add(id);
    return true;
  });
}
