import type { StoreNames } from 'idb';
import type { Connection, Schema } from './event-log.ts';

type Store = StoreNames<Schema>;

/** For a failure of which another promise tells. */
export const ignore = (): void => {};

/**
 * Begins a transaction whose abort never reaches the host as an uncaught rejection, even where a
 * request fails first and nobody gets as far as awaiting `done`.
 *
 * @throws `InvalidStateError` on a closed connection.
 */
export function begin<S extends Store | Store[], M extends IDBTransactionMode = 'readonly'>(
  db: Connection,
  stores: S,
  mode?: M,
) {
  const tx = db.transaction<S extends Store[] ? S : [S & Store], M>(stores as never, mode);
  tx.done.catch(ignore);
  return tx;
}
