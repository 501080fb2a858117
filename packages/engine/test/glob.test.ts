import { compileGlob } from '@inkling/engine';
import { expect, test } from 'vitest';

test.each([
  ['/pricing/**', '/pricing/', true],
  ['/pricing/**', '/pricing/team/eu', true],
  ['/pricing/**', '/pricing', false],
  ['/pricing/*', '/pricing/team', true],
  ['/pricing/*', '/pricing/team/eu', false],
  ['*.html', 'a.html', true],
  ['*.html', 'a/b.html', false],
  ['**.html', 'a/b.html', true],
  ['/a?c', '/abc', true],
  ['/a?c', '/a/c', false],
  ['a*b*c', 'axbxbxc', true],
  ['a*b*c', 'axbx/c', false],
  ['**/x*/y', 'a/b/xz/y', true],
  ['', '', true],
  ['', 'a', false],
  ['**', '', true],
  ['a.c', 'abc', false],
  ['[a]', '[a]', true],
])('%s on %s: %s', (pattern, text, fits) => {
  expect(compileGlob(pattern)(text)).toBe(fits);
});

test('a hostile pattern takes no longer than its length times the text', () => {
  const started = process.hrtime.bigint();
  expect(compileGlob(`${'**a'.repeat(50)}b`)('a'.repeat(5000))).toBe(false);
  expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(2000);
});
