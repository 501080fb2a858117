import { expect, test } from 'vitest';
import { table } from '../lib/table.ts';

test('aligns words on the left and numbers on the right', () => {
  const text = table(
    ['what', 'value'],
    [
      ['boot', '1,000'],
      ['a long name', '7'],
    ],
  );
  expect(text.split('\n')).toEqual([
    'what         value',
    '───────────  ─────',
    'boot         1,000',
    'a long name      7',
  ]);
});

test('prints the head alone for no rows', () => {
  expect(table(['a', 'b'], [])).toBe('a  b\n─  ─');
});
