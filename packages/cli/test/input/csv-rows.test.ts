import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvRows } from '../../src/input/csv-rows.ts';
import { chunks } from '../support/fake-io.ts';

async function rowsOf(text: string, size: number): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const batch of csvRows(chunks(text, size), ',')) rows.push(...batch);
  return rows;
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const plainCell = fc.stringMatching(/^[a-z0-9 ä€.]{0,4}$/);
const anyCell = fc.oneof(
  { weight: 3, arbitrary: plainCell },
  fc.stringMatching(/^[a,"\r\n]{0,4}$/).map(quoted),
);

test.each([
  { name: 'plain rows', cell: plainCell },
  { name: 'rows with quotes here and there', cell: anyCell },
])('$name: as csv-parse reads them, however the bytes are cut', async ({ cell }) => {
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { maxLength: 6 });
  const property = fc.asyncProperty(
    rows,
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
    fc.integer({ min: 1, max: 40 }),
    async (table, end, ends, size) => {
      const text = table.map((row) => row.join(',')).join(end) + (ends ? end : '');
      const expected = parse(text, { relax_column_count: true, record_delimiter: end });
      // Blank lines at the very end make no row there, and an empty one here: both are skipped.
      const isSomething = (row: string[]) => row.length > 1 || row[0] !== '';
      expect((await rowsOf(text, size)).filter(isSomething)).toEqual(expected.filter(isSomething));
    },
  );
  await fc.assert(property, { numRuns: 1000, seed: 7 });
});

test('old line ends, a lone carriage return', async () => {
  expect(await rowsOf('a,b\rc,d\re,f', 2)).toEqual([
    ['a', 'b'],
    ['c', 'd'],
    ['e', 'f'],
  ]);
});

test('a row without end is refused before it fills the memory', async () => {
  await expect(rowsOf(`a,b\n${'x'.repeat((1 << 20) + 1)}`, 1 << 16)).rejects.toMatchObject({
    code: 'bad-event',
    place: { line: 2 },
  });
});
