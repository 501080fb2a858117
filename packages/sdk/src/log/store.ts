import type { Host } from '../lib/host.ts';
import type { EventLog } from './event-log.ts';
import { openIdbLog } from './idb-log.ts';

/** Where things are kept at the moment, and why not on disk if they are not. */
export interface StoreStatus {
  readonly mode: 'stored' | 'memory';
  /** Name of what the browser threw, `deadline`, `closed`, `opening`, `consent` or `kill`; `null` while stored. */
  readonly reason: string | null;
}

/** Holds the log on disk open while the visitor allows it. */
export interface Store {
  status(): StoreStatus;
  /** `null` while nothing can be kept on disk. */
  log(): EventLog | null;
  /** Begins to keep things on disk; does nothing where that is so. */
  open(): void;
  /**
   * Goes on in memory: the log did not do what it should, or may not be used.
   *
   * @param why - What was thrown, or `consent`.
   */
  leave(why: unknown): void;
}

/** Longest wait for a database to open before the page goes on in memory, ms. */
export const OPEN_DEADLINE_MS = 2_000;

/** @param onLog - Called whenever another log is in force, or none. */
export function createStore({ clock, guard }: Host, onLog: (log: EventLog | null) => void): Store {
  let log: EventLog | null = null;
  let reason: string | null = 'consent';
  let turn = 0; // What an older attempt brings does not count.

  const use = (next: EventLog | null, why: unknown): void => {
    if (log !== next) log?.close();
    log = next;
    reason = next ? null : `${(Object(why) as Error).name ?? why}`;
    onLog(log);
  };
  const leave = (why: unknown): void => {
    turn++;
    use(null, why);
  };
  return {
    status: () => ({ mode: log ? 'stored' : 'memory', reason }),
    log: () => log,
    leave,
    open: guard(() => {
      if (log || reason === 'opening') return;
      reason = 'opening';
      const mine = ++turn;
      const cancel = clock.after(OPEN_DEADLINE_MS, () => use(null, 'deadline'));
      const settle = (opened: EventLog | null, why?: unknown): void => {
        cancel();
        if (mine === turn) use(opened, why);
        else opened?.close();
      };
      openIdbLog(() => mine === turn && leave('closed')).then(settle, (error) =>
        settle(null, error),
      );
    }),
  };
}
