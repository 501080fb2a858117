import type { InkEvent } from '@inkling/engine';
import { DB_NAME, type EventLog } from './event-log.ts';

type Row = InkEvent & { readonly seq?: number };

const EVENTS = 'events';
const VALUES = 'values';

/** What a request brings; where it fails, and nobody prevents it, its transaction is undone. */
const answer = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error));
  });

/** Resolves once the transaction is through; to be called before anything is awaited in it. */
const through = (tx: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new DOMException('', 'AbortError'));
  });

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
  const opening = indexedDB.open(DB_NAME, 1);
  opening.onupgradeneeded = () => {
    const { result } = opening;
    result
      .createObjectStore(EVENTS, { keyPath: 'seq', autoIncrement: true })
      .createIndex('id', 'id', { unique: true });
    result.createObjectStore(VALUES);
  };
  const db = await answer(opening);
  db.onclose = onClosed;
  // Another tab wants to migrate or delete the database; holding it open would hang that tab.
  db.onversionchange = () => {
    db.close();
    onClosed();
  };
  let cursor = 0;
  const news = async (): Promise<readonly InkEvent[]> => {
    const store = db.transaction(EVENTS).objectStore(EVENTS);
    const rows: Row[] = await answer(store.getAll(IDBKeyRange.lowerBound(cursor, true)));
    cursor = rows.at(-1)?.seq ?? cursor;
    return rows;
  };

  return {
    async append(events, again) {
      const tx = db.transaction(EVENTS, 'readwrite');
      const done = through(tx);
      const store = tx.objectStore(EVENTS);
      for (const event of events) {
        const { id } = event;
        if (again && (await answer(store.index('id').getKey([...id]))) !== undefined) continue;
        store.add(event); // `done` tells when this fails.
      }
      tx.commit(); // A tab that crashes now keeps these; without it most are lost.
      await done;
    },
    all() {
      cursor = 0;
      return news();
    },
    news,
    async update<T>(key: string, change: (old: T | undefined) => T | undefined) {
      const tx = db.transaction(VALUES, 'readwrite');
      const done = through(tx);
      const store = tx.objectStore(VALUES);
      const old: T | undefined = await answer(store.get(key));
      const next = change(old);
      // WebKit never ends a transaction that is told to commit with nothing left to do.
      if (next !== old) {
        store.put(next, key);
        tx.commit();
      }
      await done;
      return next;
    },
    async wipe() {
      const tx = db.transaction([EVENTS, VALUES], 'readwrite');
      const done = through(tx);
      for (const name of tx.objectStoreNames) tx.objectStore(name).clear();
      tx.commit();
      await done;
    },
    close: () => db.close(),
  };
}
