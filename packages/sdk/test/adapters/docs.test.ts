// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { gptFaults, pageSettings } from '../../src/adapters/ads/gpt.ts';
import { withOurs } from '../../src/adapters/ads/user-data.ts';
import { startCmp } from '../../src/adapters/consent/cmp.ts';
import { RECIPES } from '../../src/adapters/consent/recipes.ts';
import { startTcf } from '../../src/adapters/consent/tcf.ts';
import { type CheckSettings, startCheckEvents } from '../../src/adapters/events/check-events.ts';
import { startSegment } from '../../src/adapters/events/segment.ts';
import type { Page } from '../../src/adapters/lib/page.ts';
import { readSettings } from '../../src/adapters/lib/read-settings.ts';
import { fakeTimers, freshPage } from './support/page.ts';

const ROOT = join(import.meta.dirname, '../../../..');

/** The HTML snippets of a guide. */
function snippets(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/```html\n([\s\S]*?)```/g)].map(([, html = '']) => html);
}

/** Puts a snippet's tags into the page, and hands each adapter's settings to it. */
function paste(win: Page, html: string, starts: Record<string, (s: object) => void>): string[] {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  return [...parsed.querySelectorAll('script[src*="/adapters/"]')].map((tag) => {
    const name = /adapters\/([\w-]+)\.js$/.exec(tag.getAttribute('src') ?? '')?.[1] ?? '';
    document.head.replaceChildren(document.importNode(tag.cloneNode() as Element, false));
    const settings = readSettings(win, name);
    expect(settings, html).not.toBeNull();
    starts[name]?.(settings ?? {});
    return name;
  });
}

test('the tags of docs/ads.md are built, and say what their adapters take', () => {
  const built = readFileSync(join(ROOT, 'packages/sdk/build.ts'), 'utf8');
  const names = snippets('docs/ads.md').flatMap((html) =>
    paste(freshPage().win, html, {
      gpt: (settings) => {
        expect(gptFaults(settings)).toEqual([]);
        expect(pageSettings(settings, ['keen-shopper', 'politics-reader'])).toEqual({
          targeting: { inkling: ['shopper', 'politics'] },
          pps: { taxonomies: { IAB_AUDIENCE_1_1: { values: ['626'] } } },
        });
      },
      prebid: (settings) =>
        expect(withOurs([], settings, ['keen-shopper'])).toEqual([
          { name: 'paper.example', ext: { segtax: 4 }, segment: [{ id: '626' }] },
        ]),
    }),
  );
  expect(names).toEqual(['gpt', 'prebid', 'gtm', 'piano', 'poool', 'offerwall', 'swg']);
  for (const name of names) expect(built).toMatch(new RegExp(`['\\s]${name}['\\s]`));
});

test('the scripts for paywalls in docs/ads.md do what they say', async () => {
  const text = readFileSync(join(ROOT, 'docs/ads.md'), 'utf8');
  const blocks = [...text.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code = '']) => code);
  const run = (has: string): unknown => new Function(blocks.find((b) => b.includes(has)) ?? '')();
  const { win } = freshPage();
  const createPaywall = vi.fn();
  const config = vi.fn(() => ({ createPaywall }));
  const inklingSwg = vi.fn();
  Object.assign(win, {
    Access: { init: () => ({ config }) },
    inklingPoool: async () => ({ custom_segment: 'loyal' }),
    inklingSwg,
    SWG: undefined,
  });
  run('inklingPoool()');
  await expect.poll(() => createPaywall.mock.calls.length).toBe(1);
  expect(config).toHaveBeenCalledWith({ custom_segment: 'loyal' }, true);

  run('inkling:offerwall');
  const done = vi.fn();
  const taken = new CustomEvent('inkling:offerwall', { detail: { done }, cancelable: true });
  expect(document.dispatchEvent(taken)).toBe(false);
  expect(done).toHaveBeenCalledWith(true);

  run('setOnEntitlementsResponse');
  const [subscribe] = (win as unknown as { SWG: ((swg: object) => void)[] }).SWG;
  subscribe?.({ setOnEntitlementsResponse: (callback: (e: string) => void) => callback('E') });
  expect(inklingSwg).toHaveBeenCalledWith('E');
});

test('the tags of docs/tracking.md are built, and say what their adapters take', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const track = vi.fn();
  const names = snippets('docs/tracking.md').flatMap((html) => {
    const { win } = freshPage();
    Object.assign(win, { inkling: { track }, analytics: { on: track } });
    return paste(win, html, {
      segment: (settings) => startSegment(win, settings),
      'check-events': (settings) => {
        startCheckEvents(win, settings as CheckSettings);
        const { inkling } = win as unknown as { inkling: { track: typeof track } };
        inkling.track('quiz_done', { score: 1, level: 'hard' });
        expect(warn).not.toHaveBeenCalled();
        inkling.track('quiz_done', { score: 1, level: 'odd' });
        expect(warn).toHaveBeenCalledTimes(1);
      },
    });
  });
  warn.mockRestore();
  expect(track).toHaveBeenCalledWith('track', expect.any(Function));
  expect(names).toEqual(['segment', 'check-events']);
  const built = readFileSync(join(ROOT, 'packages/sdk/build.ts'), 'utf8');
  for (const name of names) expect(built).toMatch(new RegExp(`['\\s]${name}['\\s]`));
});

test('the snippets of docs/privacy.md work as pasted', () => {
  fakeTimers();
  const recipes: unknown[] = [];
  const built = readFileSync(join(ROOT, 'packages/sdk/build.ts'), 'utf8');
  for (const html of snippets('docs/privacy.md')) {
    const { win, told } = freshPage();
    const names = paste(win, html, {
      tcf: (settings) => startTcf(win, settings),
      cmp: (settings) => {
        if ('recipe' in settings) return recipes.push(settings.recipe);
        const code = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
        Object.assign(win, { myBanner: { functional: true } });
        const myConsent: unknown = new Function(`${code}; return myConsent;`)();
        Object.assign(win, { myConsent });
        startCmp(win, settings);
        win.dispatchEvent(new Event('my-banner-answered'));
        expect(told).toEqual([{ storage: true, personalization: true }]);
      },
    });
    for (const name of names) expect(built).toMatch(new RegExp(`['\\s]${name}['\\s]`));
  }
  expect(recipes).toEqual(Object.keys(RECIPES));
});
