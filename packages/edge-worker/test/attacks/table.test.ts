import { describe, expect, test } from 'vitest';
import requests from './requests.json?raw';
import table from './table.json' with { type: 'json' };

const tests = import.meta.glob<string>(['../**/*.test.ts', '../../../report/test/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const textOf = (file: string): string | undefined => {
  const end = file.replace(/^\.\.\//, '').replace(/^test\//, '/');
  return Object.entries(tests).find(([name]) => name.endsWith(end))?.[1];
};

/** Rows of the list of attacks and faults that lie at the edge. */
const WANTED = [
  ...Array.from({ length: 24 }, (_, i) => `A${13 + i}`),
  ...Array.from({ length: 15 }, (_, i) => `A${42 + i}`),
  'A59',
  'A60',
  ...Array.from({ length: 15 }, (_, i) => `F${54 + i}`),
];

test('every attack and fault at the edge has its row', () => {
  expect(table.map(({ id }) => id).sort()).toEqual([...WANTED].sort());
});

describe('each row is shown by a test that exists', () => {
  const rows = table as { id: string; in: string; test?: string }[];
  test.each(rows)('$id in $in', ({ id, in: file, test: title }) => {
    if (file.endsWith('requests.json')) {
      expect((JSON.parse(requests) as { id: string }[]).some((row) => row.id === id)).toBe(true);
    } else if (title) {
      const text = textOf(file);
      expect(text, file).toBeDefined();
      expect(text?.replaceAll("\\'", "'")).toContain(title);
    }
  });
});
