import { type Parser, parse } from 'csv-parse';
import { CliError } from '../errors.ts';
import type { ReadResult } from './raw-event.ts';
import { readRow } from './read-row.ts';
import type { RowMap } from './row-map.ts';

const MAX_ROW_CHARS = 1 << 20;

/**
 * Reads CSV (RFC 4180, any line ends, quoted cells may hold line ends) with a header row; blank
 * lines are skipped.
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
  for await (const rows of readRows(bytes, delimiter)) {
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
    if (toParts === null) {
      toParts = map.fromCells(checkHeader(row));
      columns = row.length;
      return undefined;
    }
    if (row.length !== columns) {
      const detail = `expected ${columns} cells, found ${row.length}`;
      return { line, code: 'bad-row', detail };
    }
    const parts = toParts(row, chars);
    if (parts === null) return null;
    if (typeof parts === 'string') return { line, code: 'bad-params', detail: parts };
    return readRow(parts, line, n++);
  };
}

function checkHeader(header: readonly string[]): readonly string[] {
  const twice = header.find((name, i) => name !== '' && header.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new CliError('bad-event', `the header names the column "${twice}" twice`, { line: 1 });
  }
  return header;
}

async function* readRows(
  bytes: AsyncIterable<Uint8Array>,
  delimiter: string,
): AsyncGenerator<string[][]> {
  const parser = parse({
    bom: true,
    delimiter,
    max_record_size: MAX_ROW_CHARS,
    relax_column_count: true,
  });
  let failure: Error | null = null;
  parser.on('error', (error) => {
    failure = error;
  });
  const check = (): void => {
    if (failure !== null) throw toCliError(failure);
  };
  // Written and read by hand: iterating over the stream awaits once a row, which costs a fifth.
  for await (const chunk of bytes) {
    if (!parser.write(chunk)) await nextTurn();
    check();
    yield takeRows(parser);
  }
  parser.end();
  await nextTurn();
  check();
  yield takeRows(parser);
}

/** Lets the parser finish what it was given: it hands on rows from a later turn of the loop. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function takeRows(parser: Parser): string[][] {
  const rows: string[][] = [];
  for (let row = parser.read(); row !== null; row = parser.read()) rows.push(row);
  return rows;
}

function toCliError(cause: Error): CliError {
  const line = 'lines' in cause && typeof cause.lines === 'number' ? { line: cause.lines } : {};
  return new CliError('bad-event', cause.message, line, { cause });
}
