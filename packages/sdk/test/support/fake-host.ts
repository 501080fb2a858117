import { createGuard } from '../../src/lib/guard.ts';
import type { Host } from '../../src/lib/host.ts';
import type { Keys } from '../../src/lib/keys.ts';
import { createListen } from '../../src/lib/listen.ts';
import { type FakeClock, fakeClock } from './fake-clock.ts';

/** A host over happy-dom's window, with a clock, small keys and a network that a test controls. */
export interface FakeHost extends Host {
  readonly clock: FakeClock;
  readonly errors: unknown[];
  readonly kept: Map<string, string>;
}

export function fakeHost(over: Partial<Host> = {}): FakeHost {
  const errors: unknown[] = [];
  const kept = new Map<string, string>();
  const guard = createGuard((error) => errors.push(error));
  const keys: Keys = {
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void (value === null ? kept.delete(key) : kept.set(key, value)),
  };
  return {
    win: window as Window & typeof globalThis,
    doc: document,
    keys,
    guard,
    listen: createListen(guard),
    fetch: () => Promise.reject(new TypeError('no network in this test')),
    lastError: () => (errors.length ? String(errors.at(-1)) : null),
    newId: () => crypto.randomUUID().replaceAll('-', '').slice(0, 22),
    ...over,
    clock: fakeClock(),
    errors,
    kept,
  };
}
