import type { InkEvent } from '@inkling/engine';
import type { Clock } from '../lib/clock.ts';
import { withDeadline } from './deadline.ts';
import type { EventLog } from './event-log.ts';

/** Brings events to a log in small batches. */
export interface Writer {
  /** Takes an event; it is on its way to the log by the end of the task. */
  push(event: InkEvent): void;
  /** Events handed over and not yet known to be stored. */
  pending(): readonly InkEvent[];
  /** From now on writes to `log`, first of all what waits. `null` holds everything back. */
  attach(log: EventLog | null): void;
  /** Drops what waits. */
  clear(): void;
}

/** Longest wait for a write, ms. */
export const WRITE_DEADLINE_MS = 1_000;
const BATCH = 16;
/** Waiting events beyond this many push out the oldest. */
const MOST_WAITING = 1_000;

/**
 * @param onStored - Called after each batch that is stored for good.
 * @param onFailed - Called when a batch is refused or gets no answer in time; its events wait for
 *   the next `attach`, which passes over those that were stored after all.
 */
export function createWriter(
  clock: Clock,
  onStored: () => void,
  onFailed: (error: unknown) => void,
): Writer {
  let log: EventLog | null = null;
  let open: InkEvent[] = []; // The batch being filled.
  const waiting = new Set<InkEvent>(); // All that is not known to be stored.

  const write = (batch: readonly InkEvent[], again?: boolean): void => {
    if (!log || !batch.length) return;
    withDeadline(clock, WRITE_DEADLINE_MS, log.append(batch, again)).then(() => {
      for (const event of batch) waiting.delete(event);
      onStored();
    }, onFailed);
  };
  const flush = (): void => {
    const batch = open;
    open = [];
    write(batch);
  };

  return {
    push(event) {
      waiting.add(event);
      for (const oldest of waiting) {
        if (waiting.size <= MOST_WAITING) break;
        waiting.delete(oldest);
      }
      if (!log) return;
      open.push(event);
      if (open.length === 1) queueMicrotask(flush);
      if (open.length >= BATCH) flush();
    },
    pending: () => [...waiting],
    attach(next) {
      log = next;
      open = [];
      write([...waiting], true);
    },
    clear() {
      open = [];
      waiting.clear();
    },
  };
}
