import type { Engine, InkEvent } from '@inkling/engine';

/** A conversion that happened. */
export interface ConversionSeen {
  readonly conversion: number;
  /** In the site's currency; 0 for nothing, or other money. */
  readonly value: number;
  /** Ms since the epoch. */
  readonly t: number;
}

/** Watches one visitor's engine for conversions. */
export interface ConversionWatch {
  readonly seen: readonly ConversionSeen[];
  /** To be called with each event that the engine took. */
  after(event: InkEvent): void;
}

/**
 * Makes a watch. A purchase repeated with its `transaction_id` converts once, as capture sees to
 * in the browser and the engine in its measures.
 *
 * @param numbers - The conversions' numbers by id; nothing is watched when there are none.
 */
export function createConversionWatch(
  engine: Engine,
  numbers: ReadonlyMap<string, number>,
): ConversionWatch {
  const seen: ConversionSeen[] = [];
  const transactions = new Set<unknown>();
  return {
    seen,
    after(event) {
      if (numbers.size === 0) return;
      const found = engine.conversions(event);
      if (found.length === 0) return;
      if (event.type === 'purchase' && event.params.transaction_id !== undefined) {
        if (transactions.has(event.params.transaction_id)) return;
        transactions.add(event.params.transaction_id);
      }
      for (const { id, cents } of found) {
        seen.push({ conversion: numbers.get(id) as number, value: cents / 100, t: event.t });
      }
    },
  };
}
