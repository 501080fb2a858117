import { forceCloseDatabase } from 'fake-indexeddb';
import { DB_NAME } from '../../src/log/event-log.ts';
import {
  fake,
  type RawConnection,
  type RawOpenRequest,
  type RawTarget,
  type RawTransaction,
} from './fake-internals.ts';
import { copyPlain, createPatches } from './patches.ts';
import type { Present, Realm } from './realm.ts';
import type { Scheduler } from './scheduler.ts';

/** What a browser's storage may do wrong; asked each time. */
export interface StorageFaults {
  /** How long a storage task takes, ms. */
  delay(): number;
  /** Name of the error that a transaction ends with instead of being complete. */
  refusesCommit(): string | null;
  /** Name of the error that opening ends with. */
  refusesOpen(): string | null;
}

/** IndexedDB of a simulated browser. */
export interface Storage {
  /** What a page sees as `indexedDB`. */
  readonly factory: IDBFactory;
  /** Rows of a store, by key; none when there is no database. */
  rows(store: string): readonly (readonly [key: unknown, value: unknown])[];
  /** The process of a page is gone. @param keeps - Whether what it had told to commit is done. */
  leave(realm: Realm, keeps: boolean): void;
  /**
   * The browser closes every connection by itself.
   *
   * @param wipe - And deletes the database.
   * @returns False when it cannot now, since one is being opened.
   */
  forceClose(wipe: boolean): boolean;
  /** Whether a page has work at the storage. */
  isBusy(realm: Realm): boolean;
  /** How often somebody has opened a database. */
  opens(): number;
  /** How often a transaction was ended by force. */
  failures(): number;
  stop(): void;
}

/** What stands in for the schema of a newer SDK. */
const NEWER_STORE = 'newer';
const NEVER = new AbortController().signal;

/**
 * Drives fake-indexeddb: each of its tasks becomes one of the scheduler's, a request is possible
 * only in a task of its transaction, and each connection belongs to a page that may freeze or die.
 */
export function startStorage(
  scheduler: Scheduler,
  present: Present,
  faults: StorageFaults,
  isNewer: (realm: Realm) => boolean,
): Storage {
  const factory = fake.newFactory();
  const owners = new WeakMap<object, Realm>(); // Of connections and of requests to open.
  const wrapped = new WeakMap<object, (event: Event) => void>();
  const { patch, undo } = createPatches();
  const laneEnds = new Map<string, number>();
  let opens = 0;
  let failures = 0;

  patch(
    globalThis,
    'setImmediate',
    () =>
      ((run: () => void) => {
        const { lane } = present;
        // Storage tasks of one page keep their order; those of two pages may overtake each other.
        const at = Math.max((laneEnds.get(lane) ?? 0) + 0.001, scheduler.now() + faults.delay());
        laneEnds.set(lane, at);
        scheduler.later(at - scheduler.now(), `${lane} storage`, () => {
          present.lane = lane;
          run();
        });
      }) as never,
  );

  const running = (db: RawConnection): readonly RawTransaction[] =>
    db._rawDatabase.transactions.filter((tx) => tx.db === db && tx._state !== 'finished');
  const abort = (tx: RawTransaction, name: string): void => {
    failures++;
    tx._abort(name);
    tx.db._rawDatabase.processTransactions();
  };
  const originalClose = fake.database.close;
  const closeIfDone = (db: RawConnection): void => {
    if (db.closing && !db._closePending && !running(db).length) originalClose.call(db);
  };

  patch(
    fake.database,
    'close',
    () =>
      function (this: RawConnection) {
        this.closing = true;
        closeIfDone(this);
      },
  );
  patch(
    fake.database,
    'transaction',
    (old) =>
      function (this: RawConnection, ...args) {
        if (this.closing) throw new DOMException('closing', 'InvalidStateError');
        const { realm } = present;
        present.realm = null; // Its own listeners are the browser's.
        try {
          const tx = old.apply(this, args);
          tx.activeIn = scheduler.task();
          return tx;
        } finally {
          present.realm = realm;
        }
      },
  );
  patch(
    fake.transaction,
    '_execRequestAsync',
    (old) =>
      function (this: RawTransaction, request) {
        if (this.mode !== 'versionchange' && this.activeIn !== scheduler.task()) {
          throw new DOMException('inactive', 'TransactionInactiveError');
        }
        return old.call(this, request);
      },
  );
  patch(
    fake.transaction,
    '_markFinished',
    (old) =>
      function (this: RawTransaction) {
        old.call(this);
        closeIfDone(this.db);
      },
  );
  patch(
    fake.transaction,
    '_start',
    (old) =>
      function (this: RawTransaction) {
        const realm = owners.get(this.db);
        if (realm) present.lane = realm.name;
        if (this._state === 'finished' || !realm) return old.call(this);
        if (realm.isFrozen() && this._state !== 'committing')
          return realm.hold(() => this._start());
        const isDone = this._requests.every(({ request }) => request.readyState === 'done');
        const refusal = isDone && this.mode === 'readwrite' ? faults.refusesCommit() : null;
        if (refusal) return abort(this, refusal);
        this.activeIn = scheduler.task();
        return old.call(this);
      },
  );

  patch(
    fake.target,
    'addEventListener',
    (old) =>
      function (this: RawTarget, type, callback, options) {
        const { realm } = present;
        if (!realm) return old.call(this, type, callback, options);
        const inRealm =
          wrapped.get(callback) ??
          function (this: unknown, event: Event) {
            realm.enter(() => callback.call(this, event));
          };
        wrapped.set(callback, inRealm);
        return old.call(this, type, inRealm, options);
      },
  );
  patch(
    fake.target,
    'removeEventListener',
    (old) =>
      function (this: RawTarget, type, callback, options) {
        old.call(this, type, wrapped.get(callback) ?? callback, options);
      },
  );
  patch(
    fake.database,
    'dispatchEvent',
    (old) =>
      function (this: RawConnection, event) {
        const realm = owners.get(this);
        if (!realm) return old.call(this, event);
        // Also what nobody listens for yet: a frozen page comes to that first.
        realm.enter(() => void old.call(this, event));
        return true;
      },
  );
  patch(
    fake.openRequest,
    'dispatchEvent',
    (old) =>
      function (this: RawOpenRequest, event) {
        const realm = owners.get(this);
        if (!realm) return old.call(this, event);
        const db = ['upgradeneeded', 'success'].includes(event.type) ? this.result : undefined;
        if (db) owners.set(db, realm);
        if (realm.isDead()) {
          if (event.type === 'upgradeneeded') throw new Error('nobody is there to upgrade');
          if (event.type === 'success') db?.close();
          return true;
        }
        const deliver = (): void => realm.enter(() => void old.call(this, event));
        if (event.type !== 'upgradeneeded') {
          deliver();
          return true;
        }
        const upgrade = (): void => {
          if (!isNewer(realm) || event.oldVersion === 0) deliver();
          if (!isNewer(realm)) return;
          // The newer SDK's own part of the schema, which adds and takes nothing away.
          present.realm = null;
          (db as unknown as IDBDatabase).createObjectStore(NEWER_STORE);
        };
        if (realm.isFrozen()) {
          // Its transaction waits with it.
          realm.hold(() => {
            if (this.transaction?._state === 'finished' || !this.transaction) return;
            this.transaction._state = 'active';
            upgrade();
          });
        } else upgrade();
        return true;
      },
  );

  const seen = {
    open(name: string, version?: number): unknown {
      const refusal = faults.refusesOpen();
      if (refusal) throw new DOMException('no', refusal);
      opens++;
      const { realm } = present;
      present.realm = null;
      const wanted = realm && isNewer(realm) ? (version ?? 1) + 1 : version;
      const request = factory.open(name, wanted);
      present.realm = realm;
      if (realm) owners.set(request, realm);
      return request;
    },
    deleteDatabase(name: string): unknown {
      const request = factory.deleteDatabase(name);
      if (present.realm) owners.set(request, present.realm);
      return request;
    },
    databases: () => factory.databases(),
  };
  patch(globalThis, 'structuredClone', () => copyPlain);
  // The edge answers or refuses in time; nobody has to wait for a real clock.
  patch(AbortSignal, 'timeout', () => () => NEVER);
  patch(globalThis, 'indexedDB', () => seen as unknown as IDBFactory);
  const all = (): readonly RawConnection[] =>
    [...factory._databases.values()].flatMap(({ connections }) => connections);

  return {
    factory: seen as unknown as IDBFactory,
    rows: (store) =>
      [
        ...(factory._databases.get(DB_NAME)?.rawObjectStores.get(store)?.records.values() ?? []),
      ].map(({ key, value }) => [key, value] as const),
    leave(realm, keeps) {
      for (const db of all().filter((one) => owners.get(one) === realm)) {
        for (const tx of running(db)) {
          if (tx._state !== 'committing' || !keeps) abort(tx, 'AbortError');
        }
        db.close();
      }
    },
    forceClose(wipe) {
      if (all().some((db) => !db._closePending && !owners.get(db))) return false;
      for (const db of all()) {
        if (db._closePending) continue;
        for (const tx of running(db)) abort(tx, 'AbortError');
        present.lane = owners.get(db)!.name;
        forceCloseDatabase(db as never);
      }
      if (wipe) factory._databases.delete(DB_NAME);
      return true;
    },
    isBusy: (realm) => all().some((db) => owners.get(db) === realm && running(db).length > 0),
    opens: () => opens,
    failures: () => failures,
    stop: undo,
  };
}
