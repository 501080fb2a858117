import { expect, test } from 'vitest';
import { toCsv } from '../src/data/csv.ts';

test.each([
  { name: 'numbers and gaps', line: [12, null, 'a'], text: '12,,a' },
  { name: 'a comma', line: ['a,b'], text: '"a,b"' },
  { name: 'a quotation mark', line: ['say "a"'], text: '"say ""a"""' },
  { name: 'a formula', line: ['=1+1'], text: "'=1+1" },
  { name: 'a negative number, which is no formula', line: [-1], text: '-1' },
])('writes $name', ({ line, text }) => {
  expect(toCsv(['h'], [line])).toBe(`h\r\n${text}\r\n`);
});
