import { createTextPieces } from './text-pieces.ts';

/** Longest line that is kept, in characters; a longer one comes out cut, one character over. */
export const MAX_LINE_CHARS = 1 << 20;

/**
 * Splits UTF-8 bytes into lines without their ends; the last one may be empty.
 *
 * @returns Batches of lines, in order, one for each piece of input.
 * @throws `CliError` `bad-event` for bytes that are no UTF-8.
 */
export async function* splitLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  let rest = '';
  let line = 0;
  const texts = createTextPieces(() => line);
  for await (const chunk of bytes) {
    const lines = (rest + texts.read(chunk)).split('\n');
    rest = lines.pop() ?? '';
    line += lines.length;
    // A file with no line ends must not pile up in memory.
    if (rest.length > MAX_LINE_CHARS) rest = rest.slice(0, MAX_LINE_CHARS + 1);
    yield lines;
  }
  yield [rest + texts.end()];
}
