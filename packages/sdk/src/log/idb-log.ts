import { type IDBPDatabase, wrap } from 'idb';
import { begin, ignore } from './begin.ts';
import { DB_NAME, type EventLog, type Schema } from './event-log.ts';

/**
 * Opens the log that lives in the visitor's browser.
 *
 * Rows get a rising number in the order in which their transactions commit, so that each tab can
 * read what the others have added since; an event's own id is unique beside it.
 *
 * @param onClosed - Called when the browser closes the connection by itself, as it does when the
 *   visitor clears the site's data.
 * @throws `DOMException` where the browser refuses storage.
 */
export async function openIdbLog(onClosed: () => void): Promise<EventLog> {
  // No version: a newer SDK in the next tab may have raised it, and its schema only adds.
  const request = indexedDB.open(DB_NAME);
  request.onupgradeneeded = () => {
    const { result } = request;
    result
      .createObjectStore('events', { keyPath: 'seq', autoIncrement: true })
      .createIndex('id', 'id', { unique: true });
    result.createObjectStore('values');
  };
  // Only the part of idb that makes promises of requests: its `openDB` holds what is not used here.
  const db = (await wrap(request as IDBRequest<unknown>)) as IDBPDatabase<Schema>;
  // Another tab wants to migrate or delete the database; holding it open would hang that tab.
  db.onversionchange = () => {
    db.close();
    onClosed();
  };
  db.onclose = onClosed;
  return {
    async append(events, again) {
      const tx = begin(db, 'events', 'readwrite');
      // No `Promise.all`: a host that has changed promises would end the transaction meanwhile.
      for (const event of events) {
        if (!again || !(await tx.store.index('id').getKey(event.id as [string, number]))) {
          tx.store.add(event).catch(ignore); // `done` tells of it.
        }
      }
      tx.commit(); // A tab that crashes now keeps these; without it most are lost.
      await tx.done;
    },
    read: (after) => begin(db, 'events').store.getAll(IDBKeyRange.lowerBound(after, true)),
    async update<T>(key: string, change: (old: T | undefined) => T | undefined) {
      const tx = begin(db, 'values', 'readwrite');
      const old = (await tx.store.get(key)) as T | undefined;
      const next = change(old);
      // WebKit never ends a transaction that is told to commit with nothing left to do.
      if (next !== old) {
        tx.store.put(next, key).catch(ignore);
        tx.commit();
      }
      await tx.done;
      return next;
    },
    db,
    close: () => db.close(),
  };
}
