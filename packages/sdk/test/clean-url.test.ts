import { describe, expect, test } from 'vitest';
import { cleanReferrer, cleanText, cleanUrl } from '../src/capture/clean-url.ts';

const path = (text: string): string => cleanUrl(`https://site.example${text}`, []).path;

describe('what stays of a path', () => {
  test.each([
    ['/', '/'],
    ['/politics/', '/politics/'],
    ['/2026/11/23/how-the-vote-was-won', '/2026/11/23/how-the-vote-was-won'],
    ['/top-10-tips-for-2026-world-cup-25-teams', '/top-10-tips-for-2026-world-cup-25-teams'],
    ['/covid19-vaccines', '/covid19-vaccines'],
    ['/article/12345678', '/article/12345678'],
    ['/shop/print-a3', '/shop/print-a3'],
    ['/MyGreatArticle', '/MyGreatArticle'],
    ['/caf%C3%A9/', '/café/'],
    ['/100%-cotton', '/100%-cotton'],
    ['/20261123', '/20261123'],
    ['/#/inbox/5', '/#/inbox/5'],
    ['/app#!/news', '/app#!/news'],
    ['/page#comments', '/page'],
    ['/iphone-15-pro-max-256gb', '/iphone-15-pro-max-256gb'],
  ])('%s is kept as %s', (given, kept) => {
    expect(path(given)).toBe(kept);
  });
});

describe('what is replaced in a path', () => {
  test.each([
    ['/u/jane.doe@mail.example', '/u/(email)'],
    ['/u/jane.doe%40mail.example/edit', '/u/(email)/edit'],
    ['/unsubscribe/a+b@c.co', '/unsubscribe/(email)'],
    ['/user/550e8400-e29b-41d4-a716-446655440000', '/user/(id)'],
    ['/user/550e8400e29b41d4a716446655440000/x', '/user/(id)/x'],
    ['/order/123456789', '/order/(id)'],
    ['/call/+49-170-1234567', '/call/(id)'],
    ['/call/0170%201234567', '/call/(id)'],
    ['/reset/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc', '/reset/(token)'],
    ['/s/dQw4w9WgXcQ8aB3xYz12', '/s/(token)'],
    ['/s/9f86d081884c7d659a2feaa0', '/s/(token)'],
    ['/#/reset/dQw4w9WgXcQ8aB3xYz12', '/#/reset/(token)'],
  ])('%s becomes %s', (given, kept) => {
    expect(path(given)).toBe(kept);
  });
});

describe('the query', () => {
  const query = (text: string, allowed: string[] = []) =>
    cleanUrl(`https://site.example/?${text}`, allowed).query;

  test.each([
    ['nothing', '', [], undefined],
    ['what is not allowed', 'email=a@b.example&token=x&id=5', [], undefined],
    [
      'campaign keys',
      'utm_source=mail&utm_campaign=dev',
      [],
      { utm_source: 'mail', utm_campaign: 'dev' },
    ],
    ['a key of the site', 'q=tea&x=1', ['q'], { q: 'tea' }],
    ['an email in an allowed key', 'q=jane@mail.example', ['q'], { q: '(email)' }],
    ['an email in a campaign', 'utm_content=jane@mail.example', [], { utm_content: '(email)' }],
    ['a token in an allowed key', 'q=dQw4w9WgXcQ8aB3xYz12', ['q'], { q: '(token)' }],
    ['keys like ours but longer', 'utm_=1&utm_1=2&xutm_a=3', [], undefined],
  ])('%s', (_, text, allowed, kept) => {
    expect(query(text, allowed)).toEqual(kept);
  });

  test('a fragment with a token in it is not a route', () => {
    expect(path('/in#access_token=abc')).toBe('/in');
  });

  test('a key named __proto__ changes no prototype', () => {
    query('__proto__=x', ['__proto__']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('a referrer', () => {
  test.each([
    ['https://search.example/?q=my+illness', 'https://search.example'],
    ['https://site.example/secret', undefined],
    ['', undefined],
    ['android-app://com.example', undefined],
    ['http://user:pass@other.example:8080/x', 'http://other.example:8080'],
  ])('%s is kept as %s', (given, kept) => {
    expect(cleanReferrer(given, 'https://site.example')).toBe(kept);
  });
});

test.each([
  ['write to jane.doe@mail.example today', 'write to (email) today'],
  ['no address @ all', 'no address @ all'],
  ['two: a@b.example, c@d.example', 'two: (email), (email)'],
])('text %s becomes %s', (given, kept) => {
  expect(cleanText(given)).toBe(kept);
});
