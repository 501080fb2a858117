import type { InkEvent } from '@inkling/engine';

/** Finds purchases that are there already: thank-you pages are loaded again. */
export interface Once {
  /** Notes an event of the history. */
  learn(event: InkEvent): void;
  /**
   * Whether an event is the first purchase with its `transaction_id`; true for anything else. The
   * same event may be asked about again.
   */
  isFirst(event: InkEvent): boolean;
}

export function createOnce(): Once {
  const first = new Map<unknown, string>();
  const transactionOf = ({ type, params }: InkEvent): unknown =>
    type === 'purchase' && params.transaction_id;
  return {
    learn(event) {
      const transaction = transactionOf(event);
      if (transaction) first.set(transaction, event.id.join());
    },
    isFirst(event) {
      const transaction = transactionOf(event);
      if (!transaction) return true;
      const id = event.id.join();
      if (!first.has(transaction)) first.set(transaction, id);
      return first.get(transaction) === id;
    },
  };
}
