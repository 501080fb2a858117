import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { buildApp, FRAMEWORKS } from './support/build-app.ts';

type Hydrate = (root: Element, serverSegments: readonly string[]) => () => void;

const problems: unknown[][] = [];
let stop = (): void => {};

beforeEach(() => {
  problems.length = 0;
  vi.spyOn(console, 'error').mockImplementation((...args) => void problems.push(args));
  vi.spyOn(console, 'warn').mockImplementation((...args) => void problems.push(args));
});
afterEach(() => {
  stop();
  document.body.replaceChildren();
  activate();
});

/** As the SDK does it: the page first, then the word. */
function activate(...segments: string[]): void {
  const { dataset } = document.documentElement;
  if (segments.length) dataset.inkling = segments.join(' ');
  else delete dataset.inkling;
  document.dispatchEvent(new CustomEvent('inkling:change', { detail: {} }));
}

const textOf = (id: string): string | null | undefined => document.getElementById(id)?.textContent;
const shown = () => ['hook', 'list', 'element'].map(textOf);
const EVERYBODY = ['everybody', 'none', 'everybody'];
const KEEN = ['keen', 'regular-reader keen-shopper', 'keen'];

describe.each(FRAMEWORKS)('%s', async (framework) => {
  const { render, script } = await buildApp(framework);
  new Function(script)();
  const { hydrate } = globalThis as unknown as { hydrate: Hydrate };
  const load = (html: string, serverSegments: readonly string[]): void => {
    const root = document.createElement('div');
    root.innerHTML = html;
    document.body.append(root);
    stop = hydrate(root, serverSegments);
  };

  test('a server that knows nobody sends the default, and nothing is mismatched', async () => {
    const html = await render([]);
    activate('regular-reader', 'keen-shopper'); // As the boot script leaves it.
    load(html, []);
    await expect.poll(shown).toEqual(KEEN);
    expect(problems).toEqual([]);
  });

  test('a server that knows segments sends them, and the browser corrects it', async () => {
    const html = await render(['keen-shopper']);
    expect(html).toContain('<em>keen</em>');
    load(html, ['keen-shopper']);
    await expect.poll(shown).toEqual(EVERYBODY);
    expect(problems).toEqual([]);
  });

  test('a page follows what is activated later, until it is unmounted', async () => {
    load(await render([]), []);
    await expect.poll(shown).toEqual(EVERYBODY);
    document.querySelector('button')?.click();
    await expect.poll(() => document.querySelector('button')?.textContent).toBe('1 clicks');
    activate('regular-reader', 'keen-shopper');
    await expect.poll(shown).toEqual(KEEN);
    activate();
    await expect.poll(shown).toEqual(EVERYBODY);
    const removed = vi.spyOn(document, 'removeEventListener');
    stop();
    const added = () => removed.mock.calls.filter(([type]) => type === 'inkling:change').length;
    await expect.poll(added).toBeGreaterThan(0);
    expect(problems).toEqual([]);
  });

  if (framework === 'react') {
    test.each([
      { activated: ['keen-shopper', 'delivery-offer:tea'], variant: 'tea' },
      { activated: ['keen-shopper', 'delivery-offer'], variant: 'none' },
      { activated: ['other-delivery-offer:tea'], variant: 'none' },
    ])('$activated shows variant $variant of the experience', async ({ activated, variant }) => {
      const html = await render([]);
      expect(html).toContain('<p id="variant">none</p>');
      activate(...activated);
      load(html, []);
      await expect.poll(() => textOf('variant')).toBe(variant);
      expect(problems).toEqual([]);
    });
  }

  // Svelte repairs a mismatch in silence.
  if (framework === 'svelte') return;
  test('a server that was told something else than the browser would be noticed', async () => {
    load(await render(['keen-shopper']), []);
    await expect.poll(() => problems.length).toBeGreaterThan(0);
  });
});
