import { expect, test } from 'vitest';
import { createNames, hashOf } from '../../src/history/names.ts';

test('numbers names in the order of first appearance, however many', () => {
  const names = createNames();
  const given = Array.from({ length: 20_000 }, (_, i) => `visitor ${(i * 7919) % 9973}`);
  const expected = new Map<string, number>();
  for (const name of given) {
    const number = expected.get(name) ?? expected.size;
    expected.set(name, number);
    expect(names.number(name)).toBe(number);
  }
  expect(names.list).toEqual([...expected.keys()]);
});

test('tells names apart whose hashes are equal', () => {
  const byHash = new Map<number, string>();
  let pair: readonly [string, string] | null = null;
  for (let i = 0; pair === null && i < 1_000_000; i++) {
    const name = `v${i}`;
    const other = byHash.get(hashOf(name));
    if (other !== undefined) pair = [other, name];
    byHash.set(hashOf(name), name);
  }
  const names = createNames();
  const [first, second] = pair ?? ['', ''];
  expect(hashOf(first)).toBe(hashOf(second));
  expect([names.number(first), names.number(second), names.number(first)]).toEqual([0, 1, 0]);
});
