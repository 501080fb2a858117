import { type Parser, parse } from 'csv-parse';
import { CliError } from '../errors.ts';
import { createTextPieces, type TextPieces } from './text-pieces.ts';

/** Longest row, in characters. */
export const MAX_ROW_CHARS = 1 << 20;

/**
 * Splits CSV into rows of cells; a blank line is a row of one empty cell.
 *
 * Up to the first quote rows are plain lines, which are split here, three times as fast; from the
 * row with that quote on `csv-parse` does the work. The two agree on all that has no quote.
 *
 * @returns Batches of rows.
 * @throws {@link CliError} `bad-event` for quotes that cannot be told apart, and too long a row.
 */
export async function* csvRows(
  bytes: AsyncIterable<Uint8Array>,
  delimiter: string,
): AsyncGenerator<string[][]> {
  const pieces = bytes[Symbol.asyncIterator]();
  let rest = '';
  const place = { line: 0 };
  const texts = createTextPieces(() => place.line);
  for (let piece = await pieces.next(); !piece.done; piece = await pieces.next()) {
    const text = rest + texts.read(piece.value);
    if (isPlain(text)) {
      const lines = text.split('\n');
      rest = lines.pop() ?? '';
      place.line += lines.length;
      if (rest.length > MAX_ROW_CHARS) throw tooLong(place.line + 1);
      yield lines.map((one) => cellsOf(one, delimiter));
      continue;
    }
    return yield* withQuotes(text, texts, pieces, { delimiter, place });
  }
  rest += texts.end();
  if (rest !== '') yield [cellsOf(rest, delimiter)];
}

/** Whether each `\n` ends a row and each delimiter a cell: no quotes, no lone `\r`. */
function isPlain(text: string): boolean {
  if (text.includes('"')) return false;
  const at = text.indexOf('\r');
  if (at < 0) return true;
  // A `\r` at the very end waits for what follows it.
  return !/\r(?!\n)/.test(text.endsWith('\r') ? text.slice(0, -1) : text);
}

function cellsOf(line: string, delimiter: string): string[] {
  return (line.endsWith('\r') ? line.slice(0, -1) : line).split(delimiter);
}

function tooLong(line: number): CliError {
  return new CliError('bad-event', `a row of over ${MAX_ROW_CHARS} characters`, { line });
}

async function* withQuotes(
  text: string,
  texts: TextPieces,
  pieces: AsyncIterator<Uint8Array>,
  { delimiter, place }: { readonly delimiter: string; readonly place: { line: number } },
): AsyncGenerator<string[][]> {
  const linesBefore = place.line;
  const parser = parse({
    bom: false,
    delimiter,
    max_record_size: MAX_ROW_CHARS,
    relax_column_count: true,
    // A quote inside a cell that does not begin with one is a sign like any other.
    relax_quotes: true,
  });
  let failure: Error | null = null;
  parser.on('error', (error) => {
    failure = error;
  });
  const check = (): void => {
    if (failure !== null) throw toCliError(failure, linesBefore);
  };
  // Written and read by hand: iterating over the stream awaits once a row, which costs a fifth.
  for (let next: string | null = text; next !== null; ) {
    if (!parser.write(next)) await nextTurn();
    check();
    yield takeRows(parser);
    place.line += next.split('\n').length - 1;
    const piece = await pieces.next();
    next = piece.done ? null : texts.read(piece.value);
  }
  parser.end(texts.end());
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

function toCliError(cause: Error, linesBefore: number): CliError {
  const lines = 'lines' in cause && typeof cause.lines === 'number' ? cause.lines : null;
  const place = lines === null ? {} : { line: linesBefore + lines };
  return new CliError('bad-event', cause.message, place, { cause });
}
