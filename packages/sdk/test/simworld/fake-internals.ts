import 'fake-indexeddb/auto';
import { IDBDatabase, IDBFactory, IDBOpenDBRequest, IDBTransaction } from 'fake-indexeddb';

/** What of fake-indexeddb's insides the simulation drives; its version is pinned. */
export interface RawTransaction {
  readonly db: RawConnection;
  readonly mode: string;
  _state: 'active' | 'inactive' | 'committing' | 'finished';
  readonly _requests: readonly { readonly request: { readonly readyState: string } }[];
  /** The task in which requests may be made. */
  activeIn?: number;
  _start(): void;
  _abort(name: string): void;
  _execRequestAsync(request: object): unknown;
  _markFinished(): void;
}

export interface RawConnection {
  readonly _rawDatabase: RawDatabase;
  _closed: boolean;
  _closePending: boolean;
  /** `close()` was called, and its own transactions are still at work. */
  closing?: boolean;
  transaction(...args: unknown[]): RawTransaction;
  close(): void;
  dispatchEvent(event: { readonly type: string }): boolean;
}

export interface RawDatabase {
  readonly transactions: readonly RawTransaction[];
  readonly connections: readonly RawConnection[];
  readonly rawObjectStores: ReadonlyMap<
    string,
    { readonly records: { values(): Iterable<{ readonly key: unknown; readonly value: unknown }> } }
  >;
  processTransactions(): void;
}

export interface RawOpenRequest {
  readonly result: RawConnection;
  readonly transaction: RawTransaction | null;
  dispatchEvent(event: { readonly type: string; readonly oldVersion?: number }): boolean;
}

export interface RawTarget {
  addEventListener(type: string, callback: (event: Event) => void, options?: unknown): void;
  removeEventListener(type: string, callback: (event: Event) => void, options?: unknown): void;
}

export type RawFactory = globalThis.IDBFactory & {
  readonly _databases: Map<string, RawDatabase>;
};

/** The classes' prototypes, and what all of their objects inherit from. */
export const fake = {
  database: IDBDatabase.prototype as unknown as RawConnection,
  transaction: IDBTransaction.prototype as unknown as RawTransaction,
  openRequest: IDBOpenDBRequest.prototype as unknown as RawOpenRequest,
  target: Object.getPrototypeOf(IDBTransaction.prototype) as RawTarget,
  newFactory: () => new IDBFactory() as unknown as RawFactory,
};
