import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { boot } from '../src/boot/boot.ts';
import { type Snapshot, segmentsAt } from '../src/memberships/snapshot.ts';

const NOW = Date.parse('2026-03-02T12:00:00Z');
const win = window as Window & typeof globalThis;
const root = document.documentElement;

test.each([
  { name: 'nothing known', s: [], now: [] },
  { name: 'in for good', s: [['a', 1, []]], now: ['a'] },
  { name: 'out for good', s: [['a', 0, []]], now: [] },
  { name: 'a lapse one ms ahead', s: [['a', 1, [NOW + 1]]], now: ['a'] },
  { name: 'a lapse exactly now', s: [['a', 1, [NOW]]], now: [] },
  { name: 'a beginning exactly now', s: [['a', 0, [NOW]]], now: ['a'] },
  { name: 'in, out and in again', s: [['a', 1, [NOW - 2, NOW - 1]]], now: ['a'] },
  {
    name: 'the order of the rules',
    s: [
      ['b', 1, []],
      ['a', 1, []],
    ],
    now: ['b', 'a'],
  },
] as const)('a snapshot tells who is in: $name', ({ s, now }) => {
  expect(segmentsAt({ v: 1, s } as unknown as Snapshot, NOW)).toEqual(now);
});

const keep = (s: Snapshot['s']): void =>
  localStorage.setItem('inkling:boot', JSON.stringify({ v: 1, s }));
const shown = (slot: Element): string => {
  const name = slot.shadowRoot?.querySelector('slot')?.getAttribute('name');
  if (name === undefined || name === '') {
    return [...slot.childNodes]
      .filter((node) => node.nodeName !== 'TEMPLATE')
      .map((node) => node.textContent)
      .join('')
      .trim();
  }
  return [...slot.children]
    .filter((child) => child.slot === name)
    .map((child) => child.textContent)
    .join('')
    .trim();
};
const observed = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  localStorage.clear();
  root.removeAttribute('data-inkling');
  document.body.innerHTML = '';
  vi.spyOn(Date, 'now').mockReturnValue(NOW);
  vi.spyOn(document, 'readyState', 'get').mockReturnValue('loading');
});
afterEach(() => {
  document.dispatchEvent(new Event('DOMContentLoaded'));
  vi.restoreAllMocks();
});

const SLOT = '<ink-slot name="x"><template segment="a"><b>For a</b></template>Default</ink-slot>';

test('puts the valid segments on the root element', () => {
  keep([
    ['a', 1, []],
    ['b', 1, [NOW]],
    ['c', 1, []],
  ]);
  boot(win);
  expect(root.getAttribute('data-inkling')).toBe('a c');
});

test('swaps a slot as it is parsed', async () => {
  keep([['a', 1, []]]);
  boot(win);
  document.body.innerHTML = `<main>${SLOT}\n</main>`;
  await observed();
  const slot = document.querySelector('ink-slot')!;
  expect(shown(slot)).toBe('For a');
  expect(slot.getAttribute('data-ink')).toBe('a');
});

test('shows neither before it is known which, and the default when none fits', async () => {
  keep([['z', 1, []]]);
  boot(win);
  document.body.innerHTML = SLOT;
  await observed();
  const slot = document.querySelector('ink-slot')!;
  expect(shown(slot)).toBe('');
  document.body.append('what follows');
  await observed();
  expect(shown(slot)).toBe('Default');
  expect(slot.hasAttribute('data-ink')).toBe(false);
});

test('the default comes back after 300 ms although the parser is stuck in the slot', async () => {
  vi.useFakeTimers();
  keep([['z', 1, []]]);
  boot(win);
  document.body.innerHTML = SLOT;
  await vi.advanceTimersByTimeAsync(299);
  expect(shown(document.querySelector('ink-slot')!)).toBe('');
  await vi.advanceTimersByTimeAsync(1);
  expect(shown(document.querySelector('ink-slot')!)).toBe('Default');
  vi.useRealTimers();
});

test.each([
  ['no snapshot', null],
  ['an empty one', '{"v":1,"s":[]}'],
])('leaves the page alone with %s', async (_, text) => {
  if (text) localStorage.setItem('inkling:boot', text);
  boot(win);
  document.body.innerHTML = `${SLOT}\n`;
  await observed();
  expect(root.hasAttribute('data-inkling')).toBe(false);
  expect(document.querySelector('ink-slot')?.shadowRoot).toBeFalsy();
});
