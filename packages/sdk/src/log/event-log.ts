import type { InkEvent } from '@inkling/engine';
import type { DBSchema, IDBPDatabase } from 'idb';

/** Name of the database. */
export const DB_NAME = 'inkling';

/** An event with its number, which rises with each event that is stored. */
export type StoredEvent = InkEvent & { readonly seq?: number };

/** The database. */
export interface Schema extends DBSchema {
  events: { key: number; value: StoredEvent; indexes: { id: [tab: string, n: number] } };
  values: { key: string; value: unknown };
}

/** The connection, without idb's shortcuts: the build leaves them out. */
export type Connection = Pick<IDBPDatabase<Schema>, 'transaction'>;

/** Where events are kept, with a few named values beside them. */
export interface EventLog {
  /**
   * Resolves once the events can no longer be lost with tab or browser; rejects when none of them
   * was kept.
   *
   * @param again - Set when some may be stored already: those are passed over.
   */
  append(events: readonly InkEvent[], again?: boolean): Promise<void>;
  /**
   * Events of all tabs, in the order of storing.
   *
   * @param after - Only those whose number is greater; 0 for all.
   */
  read(after: number): Promise<readonly StoredEvent[]>;
  /**
   * Reads, changes and writes one named value in one transaction.
   *
   * @param change - Gets `undefined` when there is none; what it returns is kept, `undefined`
   *   deletes.
   * @returns What is kept now.
   */
  update<T>(key: string, change: (old: T | undefined) => T | undefined): Promise<T | undefined>;
  /** For what is done rarely, in chunks of its own. */
  readonly db: Connection;
  close(): void;
}
