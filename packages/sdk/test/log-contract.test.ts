import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import type { EventLog } from '../src/log/event-log.ts';
import { openIdbLog } from '../src/log/idb-log.ts';
import { wipe } from '../src/log/wipe.ts';
import { event } from './support/events.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

const ids = (events: readonly { readonly id: readonly unknown[] }[]): string[] =>
  events.map(({ id }) => id.join());

describe.each([{ name: 'IndexedDB', open: (): Promise<EventLog> => openIdbLog(() => {}) }])(
  'a log in $name',
  ({ open }) => {
    test('gives back what was appended, in the order of storing', async () => {
      const log = await open();
      await log.append([event('b', 5), event('b', 1)]);
      await log.append([event('a', 0, 'purchase', { items: [{ price: 1.5 }] })]);
      expect(ids(await log.read(0))).toEqual(['b,5', 'b,1', 'a,0']);
      expect((await log.read(0))[2]).toMatchObject(
        event('a', 0, 'purchase', { items: [{ price: 1.5 }] }),
      );
    });

    test('begins empty, and takes an empty batch', async () => {
      const log = await open();
      expect(await log.read(0)).toEqual([]);
      await log.append([]);
      expect(await log.read(0)).toEqual([]);
    });

    test('tells what came after a number', async () => {
      const log = await open();
      await log.append([event('a', 0)]);
      const [{ seq = 0 } = {}] = await log.read(0);
      expect(await log.read(seq)).toEqual([]);
      await log.append([event('a', 1)]);
      expect(ids(await log.read(seq))).toEqual(['a,1']);
      expect(ids(await log.read(0))).toEqual(['a,0', 'a,1']);
    });

    test('a batch that may be there already is stored once', async () => {
      const log = await open();
      await log.append([event('a', 0), event('a', 1)]);
      await log.append([event('a', 1), event('a', 2)], true);
      expect(ids(await log.read(0))).toEqual(['a,0', 'a,1', 'a,2']);
    });

    test('values are changed one after the other', async () => {
      const log = await open();
      const raise = (old = 0): number => old + 1;
      await Promise.all([log.update('n', raise), log.update('n', raise), log.update('n', raise)]);
      expect(await log.update<number>('n', (old) => old)).toBe(3);
      expect(await log.update('other', (old) => old)).toBeUndefined();
      await log.update('n', () => undefined);
      expect(await log.update('n', (old) => old)).toBeUndefined();
    });

    test('a wipe leaves nothing', async () => {
      const log = await open();
      await log.append([event('a', 0)]);
      await log.update('n', () => 1);
      await wipe(log);
      expect(await log.read(0)).toEqual([]);
      expect(await log.update('n', (old) => old)).toBeUndefined();
      await log.append([event('a', 1)]);
      expect(ids(await log.read(0))).toEqual(['a,1']);
    });
  },
);

describe('a log in IndexedDB', () => {
  test('is there for the next page, and for other tabs', async () => {
    const one = await openIdbLog(() => {});
    const two = await openIdbLog(() => {});
    await one.append([event('a', 0)]);
    expect(ids(await two.read(0))).toEqual(['a,0']);
    await two.append([event('b', 0)]);
    expect(ids(await one.read(0))).toEqual(['a,0', 'b,0']);
    one.close();
    two.close();
    const later = await openIdbLog(() => {});
    expect(ids(await later.read(0))).toEqual(['a,0', 'b,0']);
  });

  test('refuses a batch with an id that is taken, all of it', async () => {
    const log = await openIdbLog(() => {});
    await log.append([event('a', 0)]);
    await expect(log.append([event('a', 7), event('a', 0)])).rejects.toBeTruthy();
    expect(ids(await log.read(0))).toEqual(['a,0']);
  });

  test('eight tabs writing at once lose and double nothing', async () => {
    const tabs = await Promise.all([...'abcdefgh'].map(() => openIdbLog(() => {})));
    await Promise.all(
      tabs.flatMap((log, i) =>
        Array.from({ length: 25 }, (_, n) => log.append([event(`t${i}`, n)])),
      ),
    );
    const rows = ids(await tabs[0]!.read(0));
    expect(rows).toHaveLength(200);
    expect(new Set(rows).size).toBe(200);
    for (const name of tabs.map((_, i) => `t${i}`)) {
      const own = rows.filter((id) => id.startsWith(`${name},`));
      expect(own).toEqual(Array.from({ length: 25 }, (_, n) => `${name},${n}`));
    }
  });

  test('lets go when somebody wants to delete the database', async () => {
    let closed = 0;
    await openIdbLog(() => closed++);
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase('inkling');
      request.onsuccess = resolve;
      request.onblocked = reject;
    });
    expect(closed).toBe(1);
  });

  test.each([
    { act: 'reading', call: (log: EventLog) => log.read(0) },
    { act: 'appending', call: (log: EventLog) => log.append([event('a', 0)]) },
    { act: 'appending again', call: (log: EventLog) => log.append([event('a', 0)], true) },
    { act: 'updating', call: (log: EventLog) => log.update('n', () => 1) },
    { act: 'wiping', call: (log: EventLog) => wipe(log) },
  ])(
    '$act in a transaction that aborts fails, and leaves no rejection to the host',
    async ({ call }) => {
      const uncaught: unknown[] = [];
      const hear = (reason: unknown): void => void uncaught.push(reason);
      process.on('unhandledRejection', hear);
      const { transaction } = IDBDatabase.prototype;
      try {
        const log = await openIdbLog(() => {});
        IDBDatabase.prototype.transaction = function (...args) {
          const tx = transaction.apply(this, args);
          tx.commit = () => {};
          queueMicrotask(() => tx.abort());
          return tx;
        };
        await expect(call(log)).rejects.toBeTruthy();
        // Node tells of a rejection once its microtasks are done.
        await new Promise((resolve) => setImmediate(resolve));
        expect(uncaught).toEqual([]);
      } finally {
        IDBDatabase.prototype.transaction = transaction;
        process.off('unhandledRejection', hear);
      }
    },
  );
});
