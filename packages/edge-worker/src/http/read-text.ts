import { HttpError } from './http-error.ts';

/**
 * Reads a body as UTF-8, and no more of it than allowed: a longer one is refused by its declared
 * length, or while it arrives.
 *
 * @throws {@link HttpError} 413 `body-too-large`; 415 `bad-encoding` for a compressed body (what
 *   it would grow to is unknown); 400 `bad-encoding` for what is not UTF-8.
 */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  if (request.headers.has('Content-Encoding')) {
    throw new HttpError(415, 'bad-encoding', 'Send the body uncompressed.');
  }
  if (Number(request.headers.get('Content-Length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge(maxBytes);
    }
    chunks.push(part.value);
  }
  try {
    // A byte order mark stays in, and then is no JSON.
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return (
      chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('') + decoder.decode()
    );
  } catch (cause) {
    throw new HttpError(400, 'bad-encoding', 'The body must be UTF-8.', { cause });
  }
}

/**
 * Parses JSON.
 *
 * @throws {@link HttpError} 400 `bad-body`.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HttpError(400, 'bad-body', 'The body must be JSON.', { cause });
  }
}

function tooLarge(maxBytes: number): HttpError {
  return new HttpError(413, 'body-too-large', `The body may hold ${maxBytes} bytes at most.`);
}
