/** All that a site left in a browser. */
export interface StorageDump {
  /** Records by database and store. */
  readonly indexedDb: Record<string, Record<string, unknown[]>>;
  readonly localStorage: Record<string, string>;
  readonly sessionStorage: Record<string, string>;
  readonly cookies: string;
  readonly caches: string[];
}

/** Reads everything that this origin has stored. Runs inside the page; changes nothing. */
export async function dumpStorage(): Promise<StorageDump> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const indexedDb: StorageDump['indexedDb'] = {};
  for (const { name } of await indexedDB.databases()) {
    if (!name) continue;
    const db = await done(indexedDB.open(name));
    const stores: Record<string, unknown[]> = {};
    for (const store of db.objectStoreNames) {
      stores[store] = await done(db.transaction(store).objectStore(store).getAll());
    }
    db.close();
    indexedDb[name] = stores;
  }
  return {
    indexedDb,
    localStorage: { ...localStorage },
    sessionStorage: { ...sessionStorage },
    cookies: document.cookie,
    caches: await caches.keys(),
  };
}
