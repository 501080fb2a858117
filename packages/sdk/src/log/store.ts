import type { Host } from '../lib/host.ts';
import type { EventLog } from './event-log.ts';
import { openIdbLog } from './idb-log.ts';

/** Where things are kept at the moment, and why not on disk if they are not. */
export interface StoreStatus {
  readonly mode: 'stored' | 'memory';
  /** Name of what the browser threw, `deadline`, `closed`, `opening` or `consent`; `null` while stored. */
  readonly reason: string | null;
}

/** Holds the log on disk open while the visitor allows it. */
export interface Store {
  readonly status: StoreStatus;
  /** `null` while nothing can be kept on disk. */
  readonly log: EventLog | null;
  /** Begins to keep things on disk; does nothing where that is so. */
  open(): void;
  /** The log did not do what it should: goes on in memory. */
  fail(error: unknown): void;
  /** Goes back to memory, for want of consent. */
  close(): void;
}

/** Longest wait for a database to open before the page goes on in memory, ms. */
export const OPEN_DEADLINE_MS = 2_000;

/**
 * @param onLog - Called whenever another log is in force, or none.
 */
export function createStore(host: Host, onLog: (log: EventLog | null) => void): Store {
  let log: EventLog | null = null;
  let reason = 'consent';
  let turn = 0; // What an older attempt brings does not count.

  const toMemory = (why: string): void => {
    reason = why;
    log?.close();
    log = null;
    onLog(log);
  };
  const fail = (error: unknown): void => {
    turn++;
    const { name, message } = Object(error) as Error;
    toMemory(name === 'Error' ? message : name);
  };

  return {
    get status() {
      return log ? { mode: 'stored' as const, reason: null } : { mode: 'memory' as const, reason };
    },
    get log() {
      return log;
    },
    open: host.guard(() => {
      if (log || reason === 'opening') return;
      reason = 'opening';
      const mine = ++turn;
      const cancel = host.clock.after(OPEN_DEADLINE_MS, () => toMemory('deadline'));
      const current = (next: () => void): void => {
        cancel();
        if (mine === turn) next();
      };
      openIdbLog(() => current(() => fail(new Error('closed')))).then(
        (opened) => {
          if (mine !== turn) opened.close();
          current(() => {
            log = opened;
            onLog(log);
          });
        },
        (error) => current(() => fail(error)),
      );
    }),
    fail,
    close() {
      turn++;
      toMemory('consent');
    },
  };
}
