// @vitest-environment happy-dom
import type { Params } from '@inkling/engine';
import { expect, test, vi } from 'vitest';
import { startCheckEvents } from '../../src/adapters/events/check-events.ts';
import { type EventSchema, eventFaults } from '../../src/adapters/events/event-faults.ts';
import { startSegment } from '../../src/adapters/events/segment.ts';
import { fromSegment } from '../../src/adapters/events/segment-names.ts';
import { completeEcommerce } from '../../src/capture/ecommerce.ts';
import type { Stub } from '../../src/stub/stub.ts';
import schemas from './event-schemas.json' with { type: 'json' };
import rows from './segment-events.json' with { type: 'json' };
import { freshPage } from './support/page.ts';

test.each(rows)('$name is $type', ({ name, given, type, params, value }) => {
  const event = fromSegment(name, given);
  expect(event).toEqual(type && [type, params]);
  if (event && value !== undefined) {
    expect(completeEcommerce(event[1] as Params).value).toBe(value);
  }
});

/** Segment's snippet, of which the library takes over. */
function library() {
  const callbacks: ((name: string, properties: object) => void)[] = [];
  return {
    on: (_: string, callback: (typeof callbacks)[0]) => void callbacks.push(callback),
    track: (name: string, properties: object) => {
      for (const callback of callbacks) callback(name, properties);
    },
  };
}

test('what a page tells Segment is recorded once, whenever its snippet comes', () => {
  const { win } = freshPage();
  const track = vi.fn();
  const analytics = library();
  Object.assign(win, { inkling: { track }, analytics: undefined });
  startSegment(win, {});
  Object.assign(win, { analytics });
  win.dispatchEvent(new Event('load'));
  win.dispatchEvent(new Event('load'));
  analytics.track('Products Searched', { query: 'ink' });
  analytics.track('Other', {});
  expect(track.mock.calls).toEqual([['search', { search_term: 'ink' }]]);
});

test('under another name, and without the library', () => {
  const { win } = freshPage();
  const track = vi.fn();
  const rudder = library();
  Object.assign(win, { inkling: { track }, rudder });
  startSegment(win, { global: 'rudder' });
  rudder.track('Products Searched', { query: 'ink' });
  const own = win as unknown as { inklingSegment(name: string, properties?: object): void };
  own.inklingSegment('Order Refunded', { order_id: 'o' });
  expect(track.mock.calls).toEqual([
    ['search', { search_term: 'ink' }],
    ['refund', { transaction_id: 'o' }],
  ]);
});

test.each(schemas)('$params under $schema', ({ schema, params, faults }) => {
  expect(eventFaults(schema as unknown as EventSchema, params)).toEqual(faults);
});

test('events are checked from the first one on, and recorded all the same', () => {
  const { win } = freshPage();
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const page = win as unknown as { inkling?: Stub & { track(type: string, params: object): void } };
  Reflect.deleteProperty(page, 'inkling');
  startCheckEvents(win, { quiz_done: { score: 'number' } });
  const stub = page.inkling!;
  stub.track('quiz_done', { score: '1' });
  expect(stub.q.filter(([method]) => method === 'track')).toHaveLength(1);
  const track = vi.fn();
  const loaded = { track };
  Object.assign(page, { inkling: loaded });
  for (const [, , , resolve] of stub.q) resolve?.({});
  loaded.track('quiz_done', { score: 1 });
  loaded.track('quiz_done', {});
  loaded.track('other', {});
  expect(track.mock.calls.map(([type]) => type)).toEqual(['quiz_done', 'quiz_done', 'other']);
  expect(warn.mock.calls).toEqual([
    ['Inkling: quiz_done.score: found string, expected number'],
    ['Inkling: quiz_done.score: found nothing, expected number'],
  ]);
  warn.mockRestore();
});
