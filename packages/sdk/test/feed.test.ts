import { expect, test } from 'vitest';
import type { EventLog } from '../src/log/event-log.ts';
import type { Store } from '../src/log/store.ts';
import { createFeed } from '../src/memberships/feed.ts';
import { createMemberships } from '../src/memberships/memberships.ts';
import { makeBundle } from './support/bundle.ts';
import { CONFIG } from './support/config.ts';
import { event } from './support/events.ts';
import { fakeHost } from './support/fake-host.ts';

const BUNDLE = makeBundle({
  format: 1,
  site: 's',
  timezone: 'UTC',
  segments: { seen: { enter: { count: 'a', gte: 1 } } },
});

test('an event that is recorded while the log is read is not forgotten', async () => {
  const host = fakeHost();
  const values = new Map<string, unknown>();
  let duringUpdate = (): void => {};
  const log = {
    read: async () => [],
    async update(key: string, change: (old: unknown) => unknown) {
      duringUpdate();
      values.set(key, change(values.get(key)));
      return values.get(key);
    },
  } as unknown as EventLog;
  let isOpen = false;
  const store = {
    status: () => ({ mode: 'memory', reason: null }),
    log: () => (isOpen ? log : null),
  } as Store;
  const memberships = createMemberships(host, () => {});
  const feed = createFeed({
    host,
    config: CONFIG,
    store,
    memberships,
    tab: 'tab',
    loaders: { part: () => Promise.reject(new Error('not needed')) },
    prepare: async () => {},
    steer: async (bundle) => bundle,
    onBuilt: () => {},
  });
  await feed.offer(BUNDLE);
  isOpen = true;
  duringUpdate = () => {
    if (!values.has('rules')) return; // The log answers twice: the rows are read before the second.
    duringUpdate = () => {};
    feed.add(event('tab', 0, 'a', {}, host.clock.now()));
  };
  await feed.load();
  await Promise.resolve();
  expect(memberships.current()).toEqual(['seen']);
  expect(host.errors).toEqual([]);
});
