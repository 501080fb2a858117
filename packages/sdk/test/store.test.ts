import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startHealing } from '../src/log/healing.ts';
import { createStore, OPEN_DEADLINE_MS } from '../src/log/store.ts';
import { fakeHost } from './support/fake-host.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => vi.restoreAllMocks());

function start() {
  const host = fakeHost();
  const logs: (string | null)[] = [];
  const store = createStore(host, (log) => logs.push(log && 'stored'));
  return { host, logs, store };
}

test('is in memory for want of consent until it is opened', () => {
  expect(start().store.status()).toEqual({ mode: 'memory', reason: 'consent' });
});

test('opens, and says so', async () => {
  const { store, logs } = start();
  store.open();
  expect(store.status()).toEqual({ mode: 'memory', reason: 'opening' });
  await expect.poll(() => store.status()).toEqual({ mode: 'stored', reason: null });
  store.open();
  expect(logs).toEqual(['stored']);
  store.leave('consent');
  expect(store.status()).toEqual({ mode: 'memory', reason: 'consent' });
  expect(store.log()).toBeNull();
});

test.each([
  {
    name: 'opening fails',
    broken: () => {
      throw new DOMException('no', 'UnknownError');
    },
    reason: 'UnknownError',
  },
  {
    name: 'private mode',
    broken: () => {
      throw new DOMException('', 'InvalidStateError');
    },
    reason: 'InvalidStateError',
  },
])('stays in memory and names why: $name', async ({ broken, reason }) => {
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(broken);
  const { store, logs, host } = start();
  store.open();
  await expect.poll(() => store.status()).toEqual({ mode: 'memory', reason });
  expect(logs).toEqual([null]);
  expect(host.errors).toEqual([]);
});

test('no IndexedDB at all', async () => {
  vi.stubGlobal('indexedDB', undefined);
  const { store } = start();
  store.open();
  await expect.poll(() => store.status().reason).toBe('TypeError');
  vi.unstubAllGlobals();
});

test('an open without answer is memory at the deadline, and stored when it comes after all', async () => {
  const real = IDBFactory.prototype.open;
  let release: (() => void) | undefined;
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function (this: IDBFactory, ...args) {
    const request = real.apply(this, args as never);
    const listen = request.addEventListener.bind(request);
    // Whoever waits for success is told only when the test says so.
    request.addEventListener = ((type: string, callback: (event: Event) => void) => {
      if (type !== 'success') listen(type, callback);
      else listen(type, (event) => (release = () => callback(event)));
    }) as typeof request.addEventListener;
    return request;
  });
  const { store, host } = start();
  store.open();
  await expect.poll(() => release).toBeDefined();
  host.clock.pass(OPEN_DEADLINE_MS - 1);
  expect(store.status().reason).toBe('opening');
  host.clock.pass(1);
  expect(store.status()).toEqual({ mode: 'memory', reason: 'deadline' });
  release?.();
  await expect.poll(() => store.status()).toEqual({ mode: 'stored', reason: null });
});

test('a withdrawal while opening wins', async () => {
  const { store, logs } = start();
  store.open();
  store.leave('consent');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(store.status()).toEqual({ mode: 'memory', reason: 'consent' });
  expect(logs).toEqual([null]);
});

test('healing opens again after 50, 250 and 1000 ms, then every ten minutes', async () => {
  const open = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('', 'UnknownError');
  });
  const host = fakeHost();
  let heal = (): void => {};
  const store = createStore(host, () => heal());
  const knock = vi.fn();
  heal = startHealing(host, store, () => true, knock);
  const tries = async (ms: number): Promise<number> => {
    host.clock.pass(ms);
    await new Promise((resolve) => setTimeout(resolve));
    return open.mock.calls.length;
  };
  expect(await tries(49)).toBe(0);
  expect(await tries(1)).toBe(1);
  expect(await tries(249)).toBe(1);
  expect(await tries(1)).toBe(2);
  expect(await tries(1_000)).toBe(3);
  expect(await tries(599_999)).toBe(3);
  expect(await tries(1)).toBe(4);
  expect(knock).toHaveBeenCalledTimes(5);

  const visible = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  window.dispatchEvent(new Event('pagehide'));
  expect(await tries(600_000)).toBe(4);

  visible.mockRestore();
  open.mockRestore();
  document.dispatchEvent(new Event('visibilitychange'));
  await expect.poll(() => store.status().mode).toBe('stored');
});
