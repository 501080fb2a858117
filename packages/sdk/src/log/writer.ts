import type { InkEvent } from '@inkling/engine';
import type { Clock } from '../lib/clock.ts';
import { dropOldest } from '../lib/drop-oldest.ts';
import type { EventLog } from './event-log.ts';

/** Brings events to a log in small batches. */
export interface Writer {
  /** Takes an event; it is on its way to the log by the end of the task. */
  push(event: InkEvent): void;
  /** Events handed over and not yet known to be stored, oldest first; a thousand at the most. */
  readonly waiting: ReadonlySet<InkEvent>;
  /** From now on writes to `log`, first of all what waits. `null` holds everything back. */
  attach(log: EventLog | null): void;
  /** Drops what waits. */
  clear(): void;
}

/** Longest time without an answer while any is waited for, ms. */
export const WRITE_DEADLINE_MS = 1_000;
const BATCH = 16;
/** Of what may be stored already each event is looked up first; so many at a time. */
const AGAIN_BATCH = 64;
const MOST_WAITING = 1_000;

/**
 * @param onStored - Called after each batch that is stored for good.
 * @param onFailed - Called when a batch is refused, or the log gives no answer in time, however
 *   long its queue; the events wait for the next `attach`, which passes over those that were stored
 *   after all.
 */
export function createWriter(
  clock: Clock,
  onStored: () => void,
  onFailed: (why: unknown) => void,
): Writer {
  let log: EventLog | null = null;
  let open: InkEvent[] = []; // The batch being filled.
  const waiting = new Set<InkEvent>();

  let inFlight = 0;
  let cancel = (): void => {};

  const watch = (): void => {
    cancel();
    if (inFlight) cancel = clock.after(WRITE_DEADLINE_MS, () => onFailed('deadline'));
  };
  const write = (batch: readonly InkEvent[], again?: boolean): void => {
    const target = log;
    if (!target || !batch.length) return;
    if (!inFlight++) watch();
    // What an older log says late counts neither for nor against the present one.
    target.append(batch, again).then(
      () => {
        for (const event of batch) waiting.delete(event);
        onStored();
        if (target !== log) return;
        inFlight--;
        watch();
      },
      (why) => target === log && onFailed(why),
    );
  };
  const flush = (): void => write(open.splice(0));

  return {
    waiting,
    push(event) {
      waiting.add(event);
      dropOldest(waiting, MOST_WAITING);
      if (log && open.push(event) === 1) queueMicrotask(flush);
      if (open.length === BATCH) flush();
    },
    attach(next) {
      log = next;
      open = [];
      inFlight = 0;
      cancel();
      const late = [...waiting];
      while (late.length) write(late.splice(0, AGAIN_BATCH), true);
    },
    clear() {
      open = [];
      waiting.clear();
    },
  };
}
