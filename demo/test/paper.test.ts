import { expect, test } from 'vitest';
import { readArticles } from '../src/article.ts';
import { readProducts } from '../src/product.ts';
import { SECTIONS } from '../src/sections.ts';

const CONTENT = `${import.meta.dirname}/../content`;
const articles = readArticles(`${CONTENT}/articles`);

test('there are at least twelve stories, four of them politics, some of them paid', () => {
  expect(articles.length).toBeGreaterThanOrEqual(12);
  expect(articles.filter((a) => a.section === 'politics').length).toBeGreaterThanOrEqual(4);
  expect(articles.filter((a) => a.paid).length).toBeGreaterThanOrEqual(4);
});

test.each(articles.map((a) => [a.slug, a] as const))('%s has 200 to 500 words', (_, article) => {
  expect(article.words).toBeGreaterThanOrEqual(200);
  expect(article.words).toBeLessThanOrEqual(500);
});

test.each(SECTIONS.map((s) => s.id))('%s has at least three stories', (id) => {
  expect(articles.filter((a) => a.section === id).length).toBeGreaterThanOrEqual(3);
});

test('every shelf has at least two products', () => {
  const products = readProducts(`${CONTENT}/products.json`);
  for (const category of ['prints', 'notebooks', 'tea']) {
    expect(products.filter((p) => p.category === category).length).toBeGreaterThanOrEqual(2);
  }
});
