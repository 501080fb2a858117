import { afterEach, expect, test } from 'vitest';
import { readPageMeta } from '../src/capture/page-meta.ts';

const ld = (value: unknown): string =>
  `<script type="application/ld+json">${typeof value === 'string' ? value : JSON.stringify(value)}</script>`;
const ARTICLE = {
  '@type': 'NewsArticle',
  articleSection: 'Politics',
  keywords: 'vote, city hall',
  author: [{ name: 'Ada' }],
  isAccessibleForFree: false,
};

afterEach(() => {
  document.head.innerHTML = '';
});

test.each([
  { name: 'a page that says nothing', head: '', out: {} },
  {
    name: 'an article',
    head: ld(ARTICLE),
    out: { section: 'Politics', tags: ['vote', 'city hall'], author: 'Ada', free: false },
  },
  {
    name: 'an article in a graph, with the word False',
    head: ld({
      '@graph': [
        { '@type': 'WebSite' },
        { '@type': ['Article'], isAccessibleForFree: 'False', keywords: ['a', 'b'] },
      ],
    }),
    out: { free: false, tags: ['a', 'b'] },
  },
  {
    name: 'a list of objects',
    head: ld([{ '@type': 'Product', sku: 'P1' }, ARTICLE]),
    out: {
      product: 'P1',
      section: 'Politics',
      tags: ['vote', 'city hall'],
      author: 'Ada',
      free: false,
    },
  },
  {
    name: 'an author who is a string',
    head: ld({ '@type': 'BlogPosting', author: 'Bo' }),
    out: { author: 'Bo' },
  },
  {
    name: 'a broken block beside a good one',
    head: ld('{oops') + ld({ '@type': 'Product', name: 'Tea' }),
    out: { product: 'Tea' },
  },
  { name: 'null', head: ld('null') + ld('3'), out: {} },
  {
    name: 'OpenGraph',
    head: '<meta property="article:section" content="Sport"><meta property="article:tag" content="a"><meta property="article:tag" content="b"><meta property="article:author" content="Cy">',
    out: { section: 'Sport', tags: ['a', 'b'], author: 'Cy' },
  },
  {
    name: 'plain meta',
    head: '<meta name="keywords" content="x, y,"><meta name="author" content="Di">',
    out: { tags: ['x', 'y'], author: 'Di' },
  },
  {
    name: 'JSON-LD before OpenGraph',
    head: `<meta property="article:section" content="Sport">${ld(ARTICLE)}`,
    out: { section: 'Politics', tags: ['vote', 'city hall'], author: 'Ada', free: false },
  },
])('reads $name', ({ head, out }) => {
  document.head.innerHTML = head;
  expect(readPageMeta(document, {}, {})).toEqual(out);
});

test('takes page() before attributes before JSON-LD, and keeps what else page() said', () => {
  document.head.innerHTML = ld(ARTICLE);
  const explicit = { section: 'Explicit', plan: 'pro' };
  const attributes = { section: 'Attribute', author: 'Attribute', free: 'true', tags: 'p,q' };
  expect(readPageMeta(document, explicit, attributes)).toEqual({
    section: 'Explicit',
    plan: 'pro',
    author: 'Attribute',
    free: true,
    tags: ['p', 'q'],
  });
});
