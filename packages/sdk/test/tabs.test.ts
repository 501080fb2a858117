import { expect, test } from 'vitest';
import { joinTabs } from '../src/log/tabs.ts';
import { fakeHost } from './support/fake-host.ts';

test.each([
  { key: 'inkling:off', heard: ['off'] },
  { key: 'inkling:consent', heard: ['consent'] },
  { key: 'inkling:boot', heard: [] },
  { key: 'offers', heard: [] },
  { key: null, heard: [] }, // All of it was cleared.
])('what another tab has put under $key reaches this one', ({ key, heard }) => {
  const host = fakeHost();
  const hints: string[] = [];
  const store = { status: () => ({ mode: 'stored', reason: null }) as const };
  joinTabs(host, store, (message) => hints.push(message));
  window.dispatchEvent(new StorageEvent('storage', { key }));
  expect(hints).toEqual(heard);
  expect(host.errors).toEqual([]);
});
