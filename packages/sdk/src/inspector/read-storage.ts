import { PREFIX } from '../lib/keys.ts';
import { DB_NAME } from '../log/event-log.ts';

/** One thing that is kept on the device, as it stands there. */
export interface StoredItem {
  /** Where: `localStorage` or the store in the database. */
  readonly place: string;
  readonly key: string;
  /** The text itself, or the value as JSON. */
  readonly text: string;
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Everything that Inkling keeps in this browser for this origin; what cannot be read is left out. */
export async function readStorage(win: Window & typeof globalThis): Promise<StoredItem[]> {
  const keys = Object.keys(win.localStorage).filter((key) => key.startsWith(PREFIX));
  const items: StoredItem[] = keys.map((key) => ({
    place: 'localStorage',
    key,
    text: win.localStorage.getItem(key) ?? '',
  }));
  const { indexedDB } = win;
  // To open a database that is not there would make one.
  if (!(await indexedDB.databases()).some(({ name }) => name === DB_NAME)) return items;
  const db = await done(indexedDB.open(DB_NAME));
  try {
    for (const place of db.objectStoreNames) {
      const store = db.transaction(place).objectStore(place);
      const [names, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
      names.forEach((key, i) => {
        items.push({ place, key: String(key), text: JSON.stringify(values[i]) });
      });
    }
  } finally {
    // An open connection would hold up who wants to delete it.
    db.close();
  }
  return items;
}
