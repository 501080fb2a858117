import {
  type Conversion,
  createConversions,
  type InkEvent,
  type QuickEngine,
} from '@inkling/engine';

/** So many transactions are known again. */
const MOST_BOUGHT = 200;

/** What an event converts to: nothing for a purchase that was counted. */
export interface Credit {
  readonly conversions: readonly Conversion[];
  /** Transactions that have been counted. */
  readonly bought: readonly unknown[];
}

/** Says what an event converts to; loaded once there is one that may. */
export function credit({ core }: QuickEngine, event: InkEvent, bought: readonly unknown[]): Credit {
  const transaction = event.type === 'purchase' && event.params.transaction_id;
  if (transaction && bought.includes(transaction)) return { conversions: [], bought };
  return {
    conversions: createConversions(core)(event),
    bought: transaction ? [...bought, transaction].slice(-MOST_BOUGHT) : bought,
  };
}

/** The chunk's entry. */
export function start(): typeof credit {
  return credit;
}
