import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { addAbortSignal, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CliError } from '../errors.ts';
import type { Io } from '../io.ts';
import { foreignFormat } from './foreign-format.ts';
import { reasonOf } from './read-text.ts';

const CHUNK_BYTES = 1 << 18;
/** What it takes to know a file by its first bytes. */
const HEAD_BYTES = 8;

/** Bytes of an input and, for progress, how many of the file's own bytes were taken so far. */
export interface ByteSource {
  readonly bytes: AsyncIterable<Uint8Array>;
  taken(): number;
}

/** How a text is written; `auto` is UTF-8, or UTF-16 with its byte order mark. */
export type TextEncoding = 'auto' | 'latin1';

/**
 * Opens a file of text, or standard input for `-`, as UTF-8 (which is not checked here), unpacking
 * gzip: known by its first bytes, not by name.
 *
 * @throws {@link CliError} `unreadable-file` while reading: no such file, no right to read it, a
 *   broken gzip stream, or something that is no text.
 */
export function openBytes(file: string, io: Io, encoding: TextEncoding = 'auto'): ByteSource {
  let taken = 0;
  const source =
    file === '-'
      ? io.stdin
      : createReadStream(resolve(io.cwd, file), { highWaterMark: CHUNK_BYTES });
  // An interrupt must end a read that waits for input that may never come.
  if (source instanceof Readable) addAbortSignal(io.signal, source);
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      io.signal.throwIfAborted();
      taken += chunk.length;
      yield chunk;
    }
  }
  return { bytes: named(file, inUtf8(unpacked(counted()), encoding)), taken: () => taken };
}

async function* unpacked(bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head = Buffer.alloc(0);
  while (head.length < HEAD_BYTES) {
    const next = await bytes.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head;
    yield* bytes;
  }
  if (head[0] !== 0x1f || head[1] !== 0x8b) return yield* whole();
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  const input = Readable.from(whole(), { objectMode: false });
  // Piping alone would swallow an error of the input.
  input.once('error', (error) => gunzip.destroy(error));
  for await (const chunk of input.pipe(gunzip)) yield chunk as Uint8Array;
}

/** UTF-16, which spreadsheets write, is known by its first two bytes. */
async function* inUtf8(
  bytes: AsyncGenerator<Uint8Array>,
  encoding: TextEncoding,
): AsyncGenerator<Uint8Array> {
  let decoder: InstanceType<typeof TextDecoder> | null | undefined;
  for await (const chunk of bytes) {
    if (decoder === undefined) decoder = decoderOf(chunk, encoding);
    yield decoder === null ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
  }
}

/** @returns `null` for what may be UTF-8 already. */
function decoderOf(head: Uint8Array, encoding: TextEncoding) {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le');
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be');
  const foreign = foreignFormat(head);
  if (foreign !== null) throw new Error(`expected text, found ${foreign}`);
  // What calls itself Latin-1 is Windows-1252 in most files; the two agree wherever both have letters.
  return encoding === 'latin1' ? new TextDecoder('windows-1252') : null;
}

async function* named(file: string, bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (cause) {
    throw new CliError('unreadable-file', reasonOf(cause), { file }, { cause });
  }
}
