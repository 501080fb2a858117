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
    [
      '/politik/2026-11/bundestagswahl-2026-hochrechnung-live',
      '/politik/2026-11/bundestagswahl-2026-hochrechnung-live',
    ],
    ['/a/b/c/d/e/f', '/a/b/c/d/e/f'],
    ['/f1-2026-gp-monza', '/f1-2026-gp-monza'],
    ['/world/asia-pacific/g20-summit', '/world/asia-pacific/g20-summit'],
    ['/news/uk-67890123', '/news/uk-67890123'],
    ['/tag/%23metoo', '/tag/#metoo'],
    ['/search', '/search'],
    ['/products/tea.html', '/products/tea.html'],
    ['/%E6%96%B0%E8%81%9E/', '/新聞/'],
    ['/@author', '/@author'],
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
    ['/confirm/JANE.DOE@MAIL.EXAMPLE', '/confirm/(email)'],
    ['/p/jane.doe+news@sub.mail.example.co.uk/', '/p/(email)/'],
    ['/profile/user:jane@mail.example', '/profile/user:(email)'],
    ['/invite/6ba7b810-9dad-11d1-80b4-00c04fd430c8/accept', '/invite/(id)/accept'],
    ['/6BA7B810-9DAD-11D1-80B4-00C04FD430C8', '/(id)'],
    ['/iban/DE89370400440532013000', '/iban/DE(id)'],
    ['/card/4111-1111-1111-1111', '/card/(id)'],
    ['/tel/(030)%20123456789', '/tel/(030) (id)'],
    ['/ssn/123-45-6789', '/ssn/(id)'],
    ['/verify/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '/verify/(token)'],
    ['/magic/Zm9vYmFyMTIzNDU2Nzg5MGFi', '/magic/(token)'],
    ['/dl/AKIAIOSFODNN7EXAMPLE1A2B3', '/dl/(token)'],
    ['/t/ghp_16C7e42F292c6912E7710c838347Ae178B4a', '/t/(token)'],
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
