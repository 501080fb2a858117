import { FORMAT, MIGRATIONS, type Migrations, migrate, parseRules } from '@inkling/rules';
import { expect, test } from 'vitest';

/** A format that never was: `name` became `site`. */
const invented: Migrations = new Map([
  [0, ({ name, ...file }) => ({ ...file, format: 1, site: name })],
]);

test('an older file is brought forward', () => {
  const old = { format: 0, name: 'daily-ink' };
  expect(parseRules(old, { migrations: invented }).site).toBe('daily-ink');
  expect(old).toEqual({ format: 0, name: 'daily-ink' });
});

test('steps follow each other', () => {
  const steps: Migrations = new Map([
    [1, (file) => ({ ...file, format: 2 })],
    [2, (file) => ({ ...file, format: 3 })],
  ]);
  expect(migrate({ format: 1, site: 'a' }, steps, 3)).toEqual({ format: 3, site: 'a' });
});

test('a file of today is left as it is', () => {
  const file = { format: FORMAT, site: 'a' };
  expect(migrate(file)).toBe(file);
});

test('a migration that lies about its result is our mistake, not the author’s', () => {
  expect(() => migrate({ format: 0 }, new Map([[0, (file) => file]]))).toThrow(/gave format 0/);
});

test('no format before the first is known', () => {
  expect(MIGRATIONS.size).toBe(0);
});
