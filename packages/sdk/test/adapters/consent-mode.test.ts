import { beforeEach, expect, test, vi } from 'vitest';
import {
  answerOf,
  type ConsentCommand,
  readConsentCommand,
  startConsentMode,
} from '../../src/adapters/consent/consent-mode.ts';
import type { Choices } from '../../src/consent/consent.ts';
import rows from './consent-mode-commands.json' with { type: 'json' };
import { fakeTimers, freshPage } from './support/page.ts';

interface Row {
  readonly name: string;
  readonly commands: readonly (readonly [string, object])[];
  readonly region?: string;
  readonly answer: boolean | null;
}

test.each(rows as unknown as Row[])('$name', ({ commands, region, answer }) => {
  const read = commands.map(([kind, params]) => readConsentCommand(['consent', kind, params]));
  const defaults = read.filter((c): c is ConsentCommand => c?.kind === 'default');
  const updates = Object.assign({}, ...read.map((c) => (c?.kind === 'update' ? c.types : {})));
  expect(answerOf({ defaults, updates }, 'analytics_storage', region)).toBe(answer);
});

let win: Window & typeof globalThis;
let told: Choices[];
let gtag: (...args: unknown[]) => void;
beforeEach(() => {
  fakeTimers();
  ({ win, told } = freshPage());
  gtag = function (this: unknown) {
    const page = win as unknown as { dataLayer: unknown[] };
    page.dataLayer ??= [];
    // biome-ignore lint/complexity/noArguments: what gtag pushes is this very object.
    page.dataLayer.push(arguments);
  };
});

test('the usual order: denied by default, then what the visitor chose', () => {
  gtag('consent', 'default', { ad_storage: 'denied', analytics_storage: 'denied' });
  startConsentMode(win, {});
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([]);
  gtag('consent', 'update', { analytics_storage: 'granted', ad_storage: 'denied' });
  expect(told).toEqual([{ storage: true, measurement: true, advertising: false }]);
  gtag('consent', 'update', { analytics_storage: 'denied' });
  expect(told.at(-1)).toEqual({ storage: false, measurement: false });
});

test('commands from before the script count, entries that are none do not', () => {
  gtag('js', new Date());
  gtag('consent', 'update', { personalization_storage: 'granted' });
  startConsentMode(win, {});
  gtag('set', 'consent', 'update');
  (win as unknown as { dataLayer: unknown[] }).dataLayer.push({ event: 'x' }, null, 'consent');
  expect(told).toEqual([{ personalization: true }]);
});

test('a default that grants waits for an update as long as it says', () => {
  startConsentMode(win, {});
  gtag('consent', 'default', { analytics_storage: 'granted', wait_for_update: 500 });
  vi.advanceTimersByTime(499);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([{ storage: true, measurement: true }]);
});

test('an update in time overrides it', () => {
  startConsentMode(win, {});
  gtag('consent', 'default', { analytics_storage: 'granted', wait_for_update: 500 });
  gtag('consent', 'update', { analytics_storage: 'denied' });
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual([{ storage: false, measurement: false }]);
});

test('a site may name its own layer and mapping', () => {
  Object.assign(win, { own: [] });
  startConsentMode(win, { layer: 'own', map: { personalization: ['functionality_storage'] } });
  const layer = (win as unknown as { own: unknown[] }).own;
  expect(layer.push(['consent', 'update', { functionality_storage: 'granted' }])).toBe(1);
  expect(told).toEqual([{ personalization: true }]);
});
