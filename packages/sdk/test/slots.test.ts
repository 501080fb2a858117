import { expect, test, vi } from 'vitest';
import { startActivation } from '../src/activation/activation.ts';
import { fakeHost } from './support/fake-host.ts';

const root = document.documentElement;
const seen: ((entries: { target: Element; isIntersecting: boolean }[]) => void)[] = [];
vi.stubGlobal(
  'IntersectionObserver',
  class {
    constructor(callback: (typeof seen)[0]) {
      seen.push(callback);
    }
    observe(): void {}
    unobserve(): void {}
  },
);

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const variant = (): string | null => document.querySelector('ink-slot')!.getAttribute('data-ink');
const look = (isIntersecting: boolean): void => {
  const target = document.querySelector('ink-slot')!;
  for (const callback of seen) callback([{ target, isIntersecting }]);
};
/** Elements are registered once a window, so that every test goes on with the same ones. */
const host = fakeHost();
const activation = startActivation(host);

async function place(attributes: string): Promise<void> {
  activation.show([]);
  document.body.innerHTML = `<ink-slot ${attributes}><template segment="a"><input></template><template segment="b">B</template>Default</ink-slot>`;
  await tick();
}

test('tells of each difference, once, and puts all on the root element', () => {
  activation.show([]);
  const told: string[] = [];
  const listener = (event: Event): void => {
    const { segment } = (event as CustomEvent).detail;
    told.push(`${event.type} ${segment}`);
  };
  for (const type of ['enter', 'exit', 'change'])
    document.addEventListener(`inkling:${type}`, listener);
  activation.show(['a', 'b']);
  expect(root.getAttribute('data-inkling')).toBe('a b');
  activation.show(['a', 'b']);
  activation.show(['b']);
  activation.show([]);
  expect(root.hasAttribute('data-inkling')).toBe(false);
  expect(told).toEqual([
    'inkling:enter a',
    'inkling:change a',
    'inkling:enter b',
    'inkling:change b',
    'inkling:exit a',
    'inkling:change a',
    'inkling:exit b',
    'inkling:change b',
  ]);
  for (const type of ['enter', 'exit', 'change'])
    document.removeEventListener(`inkling:${type}`, listener);
});

test.each([
  { policy: '', inView: true, now: null, after: 'a' },
  { policy: '', inView: false, now: 'a', after: 'a' },
  { policy: 'swap="out-of-view"', inView: true, now: null, after: 'a' },
  { policy: 'swap="at-once"', inView: true, now: 'a', after: 'a' },
  { policy: 'swap="next-view"', inView: true, now: null, after: null },
  { policy: 'swap="next-view"', inView: false, now: null, after: null },
])('a change with "$policy", in view: $inView', async ({ policy, inView, now, after }) => {
  await place(policy);
  look(inView);
  activation.show(['a']);
  expect(variant()).toBe(now);
  look(false);
  expect(variant()).toBe(after);
});

test('shows the first template that fits, in the order of the page', async () => {
  await place('swap="at-once"');
  activation.show(['b', 'a']);
  expect(variant()).toBe('a');
  activation.show(['b']);
  expect(variant()).toBe('b');
});

test('goes back to the default, untouched, when the membership ends', async () => {
  await place('swap="at-once"');
  const before = document.querySelector('ink-slot')!.lastChild;
  activation.show(['a']);
  activation.show([]);
  const slot = document.querySelector('ink-slot')!;
  expect(variant()).toBeNull();
  expect(slot.lastChild).toBe(before);
  expect(slot.shadowRoot?.querySelector('slot')?.getAttribute('name')).toBe('');
});

test('keeps a variant where the site asks for it', async () => {
  await place('swap="at-once" keep');
  activation.show(['a']);
  activation.show([]);
  expect(variant()).toBe('a');
});

test('never changes under the focus, and makes up for it afterwards', async () => {
  await place('swap="at-once"');
  activation.show(['a']);
  const input = document.querySelector('input')!;
  input.focus();
  activation.show([]);
  expect(variant()).toBe('a');
  input.blur();
  document.dispatchEvent(new Event('focusout'));
  host.clock.pass(0);
  expect(variant()).toBeNull();
});

test('a slot that comes later is right at once', async () => {
  await place('');
  activation.show(['b']);
  document.body.innerHTML = '<ink-slot><template segment="b">B</template>Default</ink-slot>';
  await tick();
  expect(variant()).toBe('b');
});

test('nothing was thrown', () => {
  expect(host.errors).toEqual([]);
});
