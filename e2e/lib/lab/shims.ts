/**
 * Faults of a browser that no driver can cause, as functions that run inside a page before any other
 * script. A row that uses one says so: it tests our answer to a fault, not the browser's way to it.
 */

/** Requests to open a database hear nothing for `ms` by the page's clock; then what they waited for. */
function openHangs({ ms }: { ms: number }): void {
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (...args) {
    const request = open.apply(this, args);
    const listen = request.addEventListener.bind(request);
    const held: (() => void)[] = [];
    let holds = true;
    const hold = (type: string, callback: (event: Event) => void): void =>
      listen(type, (event) => {
        if (holds) held.push(() => callback.call(request, event));
        else callback.call(request, event);
      });
    request.addEventListener = (type: string, callback: never) =>
      type === 'upgradeneeded' ? listen(type, callback) : hold(type, callback);
    for (const type of ['success', 'error', 'blocked']) {
      Object.defineProperty(request, `on${type}`, { set: (callback) => hold(type, callback) });
    }
    setTimeout(() => {
      holds = false;
      for (const tell of held) tell();
    }, ms);
    return request;
  };
}

/** Opening and deleting databases fails for good. */
function openFails(): void {
  const fail = (): never => {
    throw new DOMException('Internal error opening backing store.', 'UnknownError');
  };
  IDBFactory.prototype.open = fail;
  IDBFactory.prototype.deleteDatabase = fail;
}

/** The first connection dies after some transactions, and stays dead; a fresh one works. */
function connectionDies({ after, how }: { after: number; how: 'throw' | 'abort' }): void {
  const { transaction } = IDBDatabase.prototype;
  let first: IDBDatabase | undefined;
  let count = 0;
  IDBDatabase.prototype.transaction = function (...args) {
    first ??= this;
    if (this !== first || ++count <= after) return transaction.apply(this, args);
    if (how === 'throw') {
      throw new DOMException('Connection to Indexed Database server lost.', 'UnknownError');
    }
    const tx = transaction.apply(this, args);
    tx.commit = () => {};
    queueMicrotask(() => tx.abort());
    return tx;
  };
}

/** All requests of a write succeed, and then it is aborted: the first `times` writes of events. */
function commitAborts({ times }: { times: number }): void {
  const { commit } = IDBTransaction.prototype;
  let left = times;
  IDBTransaction.prototype.commit = function () {
    if (this.mode !== 'readwrite' || !this.objectStoreNames.contains('events') || left-- <= 0) {
      return commit.call(this);
    }
    const store = this.objectStore('events');
    store.count().onsuccess = () => this.abort();
  };
}

/** `navigator.locks` grants nothing. */
function locksHang(): void {
  navigator.locks.request = () => new Promise(() => {});
}

/** Messages between tabs are lost: each with a chance of `share`. */
function channelDrops({ share }: { share: number }): void {
  const { postMessage } = BroadcastChannel.prototype;
  BroadcastChannel.prototype.postMessage = function (message) {
    if (Math.random() >= share) postMessage.call(this, message);
  };
}

/** The host page has filled `localStorage` to the last byte. */
function localStorageFull(): void {
  for (let size = 2 ** 22; size >= 1; size /= 2) {
    for (let i = 0; i < 8; i += 1) {
      try {
        localStorage.setItem(`host-${size}-${i}`, 'x'.repeat(size));
      } catch {
        break;
      }
    }
  }
}

/** Reading the storage properties throws, as with cookies blocked. */
function storageThrows(): void {
  for (const name of ['indexedDB', 'localStorage', 'sessionStorage']) {
    Object.defineProperty(window, name, {
      get() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
  }
}

/** A host page's own promises: callbacks come a task late, not in a microtask. */
function promisesLate(): void {
  const { then } = Promise.prototype;
  const late = (callback: unknown): never =>
    (typeof callback === 'function'
      ? (value: unknown) =>
          new Promise((resolve, reject) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
              port1.close();
              try {
                resolve(callback(value));
              } catch (error) {
                reject(error);
              }
            };
            port2.postMessage(0);
          })
      : callback) as never;
  Object.defineProperty(Promise.prototype, 'then', {
    value(this: Promise<unknown>, done: unknown, failed: unknown) {
      return then.call(this, late(done), late(failed));
    },
  });
}

/** A host page that has changed what every script relies on. */
function hostileHost(): void {
  const set = (on: object, name: string, value: unknown): void => {
    Object.defineProperty(on, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  };
  set(Object.prototype, 'enabled', true);
  set(Object.prototype, 'html', '<img src=x onerror=alert(1)>');
  set(Array.prototype, 'last', function (this: unknown[]) {
    return this.at(-1);
  });
  const { stringify } = JSON;
  JSON.stringify = ((...args: [unknown]) => stringify(...args)) as typeof stringify;
  window.Promise = class HostPromise<T> extends Promise<T> {} as PromiseConstructor;
}

/** Requests that should outlive the page are refused, as over the browser's limit of 64 KiB. */
function keepaliveRefused({ times }: { times: number }): void {
  const real = window.fetch.bind(window);
  let left = times;
  window.fetch = async (input, init) => {
    if (init?.keepalive && left-- > 0) throw new TypeError('Failed to fetch');
    return real(input, init);
  };
  navigator.sendBeacon = () => false;
}

/** Timers of a hidden tab: none sooner than a minute. */
function timersSlow(): void {
  const real = window.setTimeout.bind(window);
  window.setTimeout = ((callback: () => void, ms = 0, ...rest: []) =>
    real(callback, Math.max(ms, 60_000), ...rest)) as typeof setTimeout;
}

/** Deadlines of requests come twenty times as early. */
function deadlinesEarly(): void {
  const real = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (ms) => real(ms / 20);
}

/** Stands still at the `n`th write to IndexedDB, in the middle of its transaction. */
function stopsAtWrite({ n }: { n: number }): void {
  let count = 0;
  for (const name of ['add', 'put', 'delete', 'clear'] as const) {
    const real = IDBObjectStore.prototype[name] as (...args: unknown[]) => IDBRequest;
    Object.assign(IDBObjectStore.prototype, {
      [name](this: IDBObjectStore, ...args: unknown[]) {
        const request = real.apply(this, args);
        if (++count === n) {
          const ask = new XMLHttpRequest();
          ask.open('GET', '/stopped', false); // Answered only once the tab is dead.
          ask.send();
        }
        return request;
      },
    });
  }
}

/** All shims, by the name that rows use. */
export const shims = {
  openHangs,
  openFails,
  connectionDies,
  commitAborts,
  locksHang,
  channelDrops,
  localStorageFull,
  storageThrows,
  promisesLate,
  hostileHost,
  keepaliveRefused,
  timersSlow,
  deadlinesEarly,
  stopsAtWrite,
} as const satisfies Record<string, (params: never) => void>;

/** Name of a shim. */
export type ShimName = keyof typeof shims;
