import { CliError } from '../errors.ts';
import { csvRows } from './csv-rows.ts';
import type { ReadResult } from './raw-event.ts';
import { readRow } from './read-row.ts';
import type { RowMap } from './row-map.ts';

/**
 * Reads CSV (RFC 4180, any line ends, quoted cells may hold line ends) with a header row, unless the
 * map names the columns; blank lines are skipped.
 *
 * @returns Batches of results, in file order.
 * @throws {@link CliError} `bad-event` when the header is unusable, or quotes are so broken that
 *   rows can no longer be told apart.
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  map: RowMap,
  delimiter: string,
): AsyncGenerator<ReadResult[]> {
  const read = createRowReader(map);
  for await (const rows of csvRows(bytes, delimiter)) {
    const results: ReadResult[] = [];
    for (const row of rows) {
      const result = read(row);
      if (result !== undefined) results.push(result);
    }
    yield results;
  }
}

/** @returns A function that gives `undefined` for the header and for blank lines. */
function createRowReader(map: RowMap): (row: readonly string[]) => ReadResult | undefined {
  let toParts: ReturnType<RowMap['fromCells']> | null = null;
  let columns = 0;
  let isSpaced = false;
  let nextLine = 1;
  let n = 0;
  return (row) => {
    const line = nextLine;
    let chars = row.length;
    nextLine++;
    for (const cell of row) {
      chars += cell.length;
      if (cell.includes('\n')) nextLine += cell.split('\n').length - 1;
    }
    if (row.length === 1 && row[0] === '') return undefined;
    if (toParts === null && map.columns !== null) {
      toParts = map.fromCells(map.columns);
      columns = map.columns.length;
    }
    if (toParts === null) {
      const header = row.map((name) => name.trim());
      checkHeader(header);
      // Where blanks follow the delimiters of the header, they do everywhere.
      isSpaced = header.some((name, i) => name !== row[i]);
      toParts = map.fromCells(header);
      columns = row.length;
      return undefined;
    }
    if (row.length !== columns && !isPadded(row, columns)) {
      const detail = `expected ${columns} cells, found ${row.length}`;
      return { line, code: 'bad-row', detail };
    }
    const parts = toParts(isSpaced ? row.map((cell) => cell.trim()) : row, chars);
    if (parts === null) return null;
    if (typeof parts === 'string') return { line, code: 'bad-params', detail: parts };
    return readRow(parts, line, n++, map.names);
  };
}

/** Whether a row only ends in more delimiters than the header does. */
function isPadded(row: readonly string[], columns: number): boolean {
  return row.length > columns && row.slice(columns).every((cell) => cell === '');
}

function checkHeader(header: readonly string[]): void {
  const twice = header.find((name, i) => name !== '' && header.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new CliError('bad-event', `the header names the column "${twice}" twice`, { line: 1 });
  }
}
