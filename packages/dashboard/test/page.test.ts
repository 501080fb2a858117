import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync(`${import.meta.dirname}/../static/index.html`, 'utf8');

test('the page asks nothing of its policy but files of its own', () => {
  const scripts = [...page.matchAll(/<script([^>]*)>/g)].map(([, attributes]) => attributes);
  expect(scripts).toEqual([expect.stringContaining('src="{{script}}"')]);
  expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
});

test('the page says so where there is no JavaScript', () => {
  expect(page).toMatch(/<noscript>.+<\/noscript>/);
});
