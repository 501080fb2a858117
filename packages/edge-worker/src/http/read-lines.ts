import { HttpError } from './http-error.ts';

/**
 * The lines of a body, while it arrives; empty ones are left out.
 *
 * @param most - Bytes that a line, and the whole, may have.
 * @throws {@link HttpError} 413 `body-too-large`; 415 and 400 `bad-encoding`.
 */
export async function* readLines(
  request: Request,
  most: { readonly line: number; readonly whole: number },
): AsyncGenerator<string> {
  if (request.headers.has('Content-Encoding')) {
    throw new HttpError(415, 'bad-encoding', 'Send the body uncompressed.');
  }
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let held = '';
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    held += decode(decoder, chunk);
    if (size > most.whole) throw tooLarge(most.whole);
    const lines = held.split('\n');
    held = lines.pop() ?? '';
    if (held.length > most.line) throw tooLarge(most.line);
    yield* lines.filter((line) => line !== '');
  }
  held += decode(decoder);
  if (held !== '') yield held;
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch (cause) {
    throw new HttpError(400, 'bad-encoding', 'The body must be UTF-8.', { cause });
  }
}

function tooLarge(maxBytes: number): HttpError {
  return new HttpError(
    413,
    'body-too-large',
    `Lines and body are limited; here ${maxBytes} bytes.`,
  );
}
