import type { InkEvent } from '@inkling/engine';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { factsOf } from '../src/privacy-panel/facts.ts';
import { definePrivacyPanel } from '../src/privacy-panel/privacy-panel.ts';
import type { PanelApi } from '../src/privacy-panel/read-panel.ts';
import { wordChanges, wordFacts, wordKeeping, wordSent } from '../src/privacy-panel/sentences.ts';
import { event } from './support/events.ts';

const DAY_MS = 86_400_000;
const NOON = Date.parse('2026-03-02T12:00:00Z');
const EVENTS: readonly InkEvent[] = [
  event('a', 1, 'page_view', { section: 'politics' }, NOON),
  event('a', 2, 'page_view', { section: 'culture' }, NOON + 1),
  event('a', 3, 'page_view', { section: 'culture' }, NOON + 2),
  event('a', 4, 'page_view', {}, NOON + 3),
  event('a', 5, 'user_engagement', { engagement_time_msec: 3_660_000 }, NOON + 4),
  event('a', 6, 'purchase', { value: 12 }, NOON + 5),
  { ...event('b', 1, 'quiz_won', {}, NOON + DAY_MS), session: 1 },
];

test('a history becomes numbers', () => {
  expect(factsOf([...EVENTS].reverse())).toEqual({
    events: 7,
    from: NOON,
    visits: 2,
    pages: 4,
    sections: [
      ['culture', 2],
      ['politics', 1],
    ],
    readMs: 3_660_000,
    others: [
      ['quiz_won', 1],
      ['purchase', 1],
    ],
  });
  expect(factsOf([])).toMatchObject({ events: 0, from: null, visits: 0, readMs: 0 });
});

describe('sentences', () => {
  test.each([
    [wordFacts(factsOf([])), 'There is nothing to tell about you.'],
    [
      wordFacts(factsOf(EVENTS)),
      'Since 2 March 2026: 2 visits, 4 pages opened, 1 hour 1 minute of reading, 1 order and 1 “quiz_won”.',
    ],
    [
      wordFacts(factsOf(EVENTS.slice(0, 1))),
      'Since 2 March 2026: 1 visit, 1 page opened and less than a minute of reading.',
    ],
    [
      wordKeeping({}, 'memory'),
      'You have not decided yet. What you do here is forgotten when you leave the page.',
    ],
    [wordKeeping({ storage: false }, 'memory'), 'Nothing is remembered, because you said no.'],
    [
      wordKeeping({ storage: true }, 'memory'),
      'This browser does not let the site remember anything beyond the page you are on.',
    ],
    [
      wordKeeping({ storage: true }, 'stored'),
      'What you do here is remembered on this device only.',
    ],
    [wordChanges(true, 2), 'Pages look the same for you as for everybody.'],
    [wordChanges(false, 0), 'No page looks different for you because of it.'],
    [wordChanges(false, 2), 'Pages may look different for you because of 2 groups.'],
    [wordSent(3, {}), 'Nothing about you is sent, not even as a number in a count.'],
  ])('%s', (said, wanted) => expect(said).toBe(wanted));

  test.each([
    [0, 'it has sent no counts.'],
    [1, 'it has sent counts once.'],
    [2, 'it has sent counts 2 times.'],
  ])('%i reports', (n, part) => expect(wordSent(n, { measurement: true })).toContain(part));
});

describe('<ink-privacy>', () => {
  let off: readonly string[];
  let api: PanelApi;
  const page = window as unknown as { inkling?: PanelApi };
  const at = { known: true, since: NOON, flips: [NOON + DAY_MS], knownFrom: null };

  beforeEach(() => {
    off = [];
    const status = {
      consent: { storage: true, personalization: true, measurement: true },
      mode: 'stored',
    };
    api = {
      ready: async () => [],
      status: () => status as ReturnType<PanelApi['status']>,
      export: async () => ({ consent: {}, events: EVENTS, segments: [] }),
      segments: () => ['big-spender', 'night-owl'],
      has: (segment) => segment === 'big-spender' && !off.includes(segment),
      explain: async (segment) => ({ ...at, segment, in: true }),
      consent: vi.fn(),
      forget: vi.fn(async () => {}),
      off: (next) => {
        off = next ?? off;
        return off;
      },
    };
    page.inkling = api;
    document.body.replaceChildren();
    definePrivacyPanel(window as Window & typeof globalThis);
  });

  const open = (segments = ''): ShadowRoot => {
    const panel = document.createElement('ink-privacy');
    if (segments) panel.setAttribute('segments', segments);
    document.body.append(panel);
    return panel.shadowRoot as ShadowRoot;
  };
  const button = (root: ShadowRoot, text: string): HTMLButtonElement | undefined =>
    [...root.querySelectorAll('button')].find((one) => one.textContent === text);
  const entries = (root: ShadowRoot): (string | null)[] =>
    [...root.querySelectorAll('li')].map((entry) => entry.textContent);

  test('tells the groups, why in the words of the site, and since when', async () => {
    const words = { 'big-spender': { name: 'Spender', why: '<b>You</b> bought much.' } };
    const root = open(JSON.stringify(words));
    await expect.poll(() => entries(root).length).toBe(2);
    const ends = 'Since 2 March 2026. It ends on 3 March 2026 if you do nothing.';
    expect(entries(root)).toEqual([
      `Spender<b>You</b> bought much.${ends}Leave me out`,
      `night owl${ends} It changes no page for you.Leave me out`,
    ]);
    expect(root.querySelector('b')).toBeNull();
  });

  test.each(['{', '[]', '"x"', 'null', '{"big-spender":7}', '{"big-spender":{"name":{}}}'])(
    'goes by ids where the words are %s',
    async (words) => {
      const root = open(words);
      await expect.poll(() => entries(root)[0]).toContain('big spender');
    },
  );

  test('switches one group off and on again', async () => {
    const root = open();
    await expect.poll(() => button(root, 'Leave me out')).toBeTruthy();
    button(root, 'Leave me out')?.click();
    await expect.poll(() => entries(root)[0]).toContain('You switched it off.');
    expect(off).toEqual(['big-spender']);
    button(root, 'Use it again')?.click();
    await expect.poll(() => off).toEqual([]);
  });

  test('has no switch for one group where the SDK has none', async () => {
    delete (api as { off?: unknown }).off;
    const root = open();
    await expect.poll(() => entries(root).length).toBe(2);
    expect(button(root, 'Leave me out')).toBeUndefined();
  });

  test('erases only after it has asked', async () => {
    const root = open();
    await expect.poll(() => button(root, 'Erase…')).toBeTruthy();
    button(root, 'Erase…')?.click();
    expect(api.forget).not.toHaveBeenCalled();
    button(root, 'Erase everything')?.click();
    expect(api.forget).toHaveBeenCalledOnce();
  });

  test('pauses by the purpose that pages need', async () => {
    const root = open();
    await expect.poll(() => button(root, 'Pause')).toBeTruthy();
    button(root, 'Pause')?.click();
    expect(api.consent).toHaveBeenCalledWith({ personalization: false });
  });

  test('says so where the SDK is not there, or fails', async () => {
    delete page.inkling;
    const none = open();
    await expect.poll(() => none.querySelector('[role=status]')?.textContent).toMatch(/^Nothing/);
    page.inkling = { ...api, export: () => Promise.reject(new Error('no disk')) };
    const failing = open();
    const status = () => failing.querySelector('[role=status]')?.textContent;
    await expect.poll(status).toBe('This did not work (Error: no disk).');
  });
});
