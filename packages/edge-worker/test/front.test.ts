import type { Bundle } from '@inkling/engine';
import { compileRules, parseRules } from '@inkling/rules';
import { describe, expect, test } from 'vitest';
import { answerPage, type FrontParts } from '../front/answer-page.ts';
import { fillSlots } from '../front/fill-slots.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const enter = { count: 'page_view', within: '7d', gte: 1 };
const PROGRAM = compileRules(
  parseRules({
    format: 1,
    site: 's',
    timezone: 'UTC',
    segments: { reader: { enter }, fan: { enter }, other: { enter } },
    experiences: {
      welcome: {
        segment: 'reader',
        slot: 'offer',
        variants: { on: { text: 'A < B & "C"', href: '/buy?a=1&b=2', class: 'lead' } },
      },
      own: { segment: 'fan', slot: 'lead', variants: { a: {}, b: {} } },
      markup: { segment: 'fan', slot: 'rich', variants: { on: { html: '<b>x</b>' } } },
      past: {
        segment: 'fan',
        slot: 'offer',
        variants: { on: { text: 'Too late' } },
        schedule: { from: '2026-01-01', to: '2026-06-01' },
      },
    },
    edge: { '/': ['reader', 'welcome', 'own'], '/fans/': ['past'], '/rich/': ['markup'] },
  }),
);

const DSD = '<template shadowrootmode="open"><slot name="ink"></slot></template>';

describe('slots', () => {
  const fill = (html: string, ...tokens: string[]) =>
    fillSlots(html, { program: PROGRAM, tokens }, 'inkmark');

  test('show the page’s own template, and keep default and templates', async () => {
    const own = '<template segment="reader"><b>Hi</b> &amp; welcome<!-- x --></template>';
    expect(
      await fill(`<p>a</p><ink-slot name="x" class="c">Default${own}</ink-slot>b`, 'reader'),
    ).toBe(
      `<p>a</p><ink-slot name="x" class="c" data-ink="reader">${DSD}<slot slot="ink"><b>Hi</b> &amp; welcome<!-- x --></slot>Default${own}</ink-slot>b`,
    );
  });

  test('show what the rules hold, escaped', async () => {
    const link = '<a href="/buy?a=1&amp;b=2" class="lead">A &lt; B &amp; &quot;C&quot;</a>';
    expect(await fill('<ink-slot name="offer">Plans</ink-slot>', 'welcome:on')).toBe(
      `<ink-slot name="offer" data-ink="welcome:on">${DSD}<slot slot="ink">${link}</slot><template segment="welcome:on">${link}</template>Plans</ink-slot>`,
    );
  });

  test.each([
    [
      'no segment of the slot',
      '<ink-slot name="x"><template segment="fan">F</template></ink-slot>',
    ],
    [
      'a template in a template',
      '<ink-slot><template><template segment="reader">F</template></template></ink-slot>',
    ],
    [
      'a slot in a template',
      '<template><ink-slot><template segment="reader">F</template></ink-slot></template>',
    ],
    [
      'a template deeper in the slot',
      '<ink-slot><p><template segment="reader">F</template></p></ink-slot>',
    ],
    ['a slot that does not end', '<ink-slot><template segment="reader">F</template>'],
    ['a template that does not end', '<ink-slot><template segment="reader">F</ink-slot>'],
    [
      'a slot in a comment',
      '<!-- <ink-slot><template segment="reader">F</template></ink-slot> -->',
    ],
    [
      'a slot in a script',
      '<script>"<ink-slot><template segment=reader>F</template></ink-slot>"</script>',
    ],
  ])('stay as they are: %s', async (_, html) => {
    expect(await fill(html, 'reader')).toBe(html);
  });

  test('leave markup to the browser, which can sanitise it', async () => {
    const html = '<ink-slot name="rich">R</ink-slot>';
    expect(await fill(html, 'markup:on')).toBe(html);
  });

  test('are filled each by itself, also one in another', async () => {
    const inner = '<ink-slot name="i">i<template segment="reader">I</template></ink-slot>';
    const filled = await fill(
      `<ink-slot name="o">${inner}<template segment="fan">O</template></ink-slot>`,
      'fan',
      'reader',
    );
    expect(filled).toContain(`<ink-slot name="o" data-ink="fan">${DSD}<slot slot="ink">O</slot>`);
    expect(filled).toContain(
      `<ink-slot name="i" data-ink="reader">${DSD}<slot slot="ink">I</slot>i`,
    );
  });
});

const PAGE = '<html><ink-slot name="offer">Plans</ink-slot></html>';

/** A front before an origin that answers with a page. */
function openFront({ headers = {}, status = 200, page = PAGE, rules = true, bundle = {} } = {}) {
  const asked: Request[] = [];
  const stored = new Map<string, Response>();
  const works: Promise<unknown>[] = [];
  const parts: FrontParts = {
    async fetch(request) {
      asked.push(request);
      return new Response(page, {
        status,
        headers: { 'Content-Type': 'text/html; charset=utf-8', ETag: '"1"', ...headers },
      });
    },
    rules: async () =>
      rules ? ({ seq: 7, program: PROGRAM, ...bundle } as unknown as Bundle) : null,
    cache: {
      match: async (key: string) => stored.get(key)?.clone(),
      put: async (key: string, response: Response) => void stored.set(key, response),
    } as unknown as Cache,
    now: () => NOW,
    newMark: () => `ink${crypto.randomUUID().replaceAll('-', '')}`,
  };
  const get = async (cookie: string | null, path = '/', init: RequestInit = {}) => {
    const request = new Request(`https://paper.example${path}`, init);
    if (cookie !== null) request.headers.set('Cookie', cookie);
    const answer = await answerPage(request, parts, (work) => works.push(work));
    await Promise.all(works);
    return { answer, text: await answer.text() };
  };
  return { get, asked, stored };
}

const WELCOME = 'a=1; inkling-edge=welcome:on; b=2';

describe('a front', () => {
  test('fills slots, and tells nobody else', async () => {
    const { get, asked } = openFront();
    const { answer, text } = await get(WELCOME, '/story/', { headers: { 'If-None-Match': '"1"' } });
    expect(text).toContain('data-ink="welcome:on"');
    expect(answer.headers.get('Cache-Control')).toBe('private, no-cache');
    expect(answer.headers.get('ETag')).toBeNull();
    expect(asked[0]!.headers.get('Cookie')).toBe('a=1; b=2');
    expect(asked[0]!.headers.get('If-None-Match')).toBeNull();
  });

  test.each([
    { name: 'without a cookie', cookie: null },
    { name: 'with other cookies only', cookie: 'x-inkling-edge=welcome:on; a=inkling-edge' },
    { name: 'for what the rules do not name', cookie: 'inkling-edge=other.fan.nothing' },
    { name: 'for an arm that nobody has', cookie: 'inkling-edge=welcome:off' },
    { name: 'for what has ended', cookie: 'inkling-edge=past:on', path: '/fans/' },
    { name: 'for what other paths use', cookie: 'inkling-edge=markup:on' },
    { name: 'for markup as a claim', cookie: 'inkling-edge=<script>alert(1)</script>' },
    { name: 'without rules', cookie: WELCOME, rules: false },
    { name: 'for a form', cookie: WELCOME, init: { method: 'POST', body: 'a' } },
    { name: 'that is missing', cookie: WELCOME, status: 404 },
    {
      name: 'in other letters',
      cookie: WELCOME,
      headers: { 'Content-Type': 'text/html; charset=latin1' },
    },
    { name: 'that is a picture', cookie: WELCOME, headers: { 'Content-Type': 'image/svg+xml' } },
  ])('passes on the origin’s page $name', async ({ cookie, path, init, ...options }) => {
    const { get, stored } = openFront({ headers: { 'Cache-Control': 'max-age=60' }, ...options });
    const { answer, text } = await get(cookie, path, init);
    expect(text).toBe(PAGE);
    expect(answer.headers.get('ETag')).toBe('"1"');
    expect(stored.size).toBe(0);
  });

  test('keeps one page for all to whom it looks the same', async () => {
    const { get, asked, stored } = openFront({ headers: { 'Cache-Control': 's-maxage=60' } });
    const first = await get('inkling-edge=welcome:on.reader');
    expect(asked).toHaveLength(1);
    // Another order, other cookies, a claim that counts for nothing.
    const second = await get('z=9; inkling-edge=reader.welcome:on; inkling-edge=nobody.markup:on');
    expect(asked).toHaveLength(1);
    expect(second.text).toBe(first.text);
    expect(second.answer.headers.get('Cache-Control')).toBe('private, no-cache');
    await get('inkling-edge=reader');
    await get('inkling-edge=welcome:on.reader', '/?page=2');
    expect(asked).toHaveLength(3);
    expect([...stored.keys()].sort()).toEqual([
      'https://paper.example/?inkling-edge=7.reader',
      'https://paper.example/?inkling-edge=7.reader.welcome%3Aon',
      'https://paper.example/?page=2&inkling-edge=7.reader.welcome%3Aon',
    ]);
    expect([...stored.values()][0]!.headers.get('Cache-Control')).toBe('public, max-age=60');
  });

  test.each([
    [{ 'Cache-Control': 'private, max-age=60' }],
    [{ 'Cache-Control': 'no-store' }],
    [{ 'Cache-Control': 'max-age=60', 'Set-Cookie': 'id=1' }],
    [{ 'Cache-Control': 'max-age=60', Vary: 'Accept-Encoding, Cookie' }],
    [{ 'Cache-Control': 'max-age=60', Vary: 'Accept-Language' }],
    [{ 'Cache-Control': 'max-age=60', Age: '60' }],
    [{}],
  ])('keeps nothing that is not for everybody: %j', async (headers) => {
    const { get, stored } = openFront({ headers });
    expect((await get(WELCOME)).text).toContain('data-ink=');
    expect(stored.size).toBe(0);
  });

  test('keeps nothing of who is signed in', async () => {
    const { get, stored } = openFront({ headers: { 'Cache-Control': 'max-age=60' } });
    await get(WELCOME, '/', { headers: { Authorization: 'Basic x' } });
    expect(stored.size).toBe(0);
  });
});
