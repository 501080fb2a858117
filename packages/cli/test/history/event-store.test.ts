import { expect, test } from 'vitest';
import { createEventStore } from '../../src/history/event-store.ts';
import type { RawEvent } from '../../src/input/raw-event.ts';

function event(n: number, over: Partial<RawEvent> = {}): RawEvent {
  const base = { visitor: `v${n % 5}`, t: n * 1000, n, type: 'page_view', session: null, id: null };
  return { ...base, params: { path: `/${n % 3}` }, ...over };
}

const KINDS: readonly Partial<RawEvent>[] = [
  {},
  { params: {} },
  { params: { text: 'ä€😀"\n', list: [1, { deep: null }], yes: true, n: -1.5e-7 } },
  { session: 12.5e11 },
  { session: 'another system' },
  { id: ['tab', 3] },
  { id: 'e-1', session: 0 },
  { t: -1, type: '__proto__', visitor: 'constructor' },
  { params: { long: 'x'.repeat(8000) } },
  { params: { id: 'different every time' } },
];

test('gives back what was added, by visitor, in the order added', () => {
  const events = Array.from({ length: 70_000 }, (_, n) => {
    const unique = n % 10 === 9 ? { params: { id: n } } : {};
    return event(n, { ...(KINDS[n % KINDS.length] ?? {}), ...unique });
  });
  const store = createEventStore();
  for (const one of events) store.add(one);
  const histories = [...store.histories()];
  const expected = new Map<string, RawEvent[]>();
  for (const one of events) {
    const own = expected.get(one.visitor);
    if (own === undefined) expected.set(one.visitor, [one]);
    else own.push(one);
  }
  expect(store).toMatchObject({ events: 70_000, visitors: expected.size });
  expect(histories).toEqual([...expected.values()]);
});

test('says about how much it holds', () => {
  const store = createEventStore();
  for (let n = 0; n < 100_000; n++)
    store.add(event(n, { params: { path: `/${n}/${'x'.repeat(50)}` } }));
  expect(store.bytes).toBeGreaterThan(100_000 * 80);
  expect(store.bytes).toBeLessThan(100_000 * 400);
});

test('nothing in, nothing out', () => {
  expect([...createEventStore().histories()]).toEqual([]);
});
