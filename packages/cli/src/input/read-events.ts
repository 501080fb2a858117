import { CliError } from '../errors.ts';
import type { Io } from '../io.ts';
import { openBytes, type TextEncoding } from './open-bytes.ts';
import { ownMap } from './own-map.ts';
import { type BadEvent, type BadEventCode, isBad, type RawEvent } from './raw-event.ts';
import { readCsv } from './read-csv.ts';
import { readNdjson } from './read-ndjson.ts';
import type { RowMap } from './row-map.ts';

/** What an input holds; `auto` looks at its first characters. */
export type EventFormat = 'auto' | 'ndjson' | 'csv' | 'tsv';

/** How to read an input of events. */
export interface ReadOptions {
  readonly format: EventFormat;
  readonly encoding?: TextEncoding;
  /** `null` for files in our own form. */
  readonly map: RowMap | null;
  /** Counts lines that are no events instead of stopping at the first. */
  readonly skipBad: boolean;
}

/** What was left out. */
export interface Skipped {
  /** Lines that are no events. */
  readonly bad: number;
  readonly badByCode: { readonly [code in BadEventCode]?: number };
  /** The first few of them. */
  readonly examples: readonly BadEvent[];
  /** Rows that the map leaves out. */
  readonly byMap: number;
}

/** A stream of events and what is known of it so far. */
export interface EventSource {
  readonly batches: AsyncIterable<RawEvent[]>;
  skipped(): Skipped;
  /** Bytes of the file that were taken so far, packed as they are. */
  taken(): number;
}

const MOST_EXAMPLES = 5;

/**
 * Reads events from a file, or standard input for `-`; gzip is unpacked.
 *
 * @throws {@link CliError} while iterating: `bad-event` with the line for the first line that is
 *   no event, unless `skipBad`; `unreadable-file`.
 */
export function readEvents(file: string, options: ReadOptions, io: Io): EventSource {
  const source = openBytes(file, io, options.encoding);
  const badByCode: { [code in BadEventCode]?: number } = {};
  const examples: BadEvent[] = [];
  let bad = 0;
  let byMap = 0;
  const skip = (fault: BadEvent): void => {
    if (!options.skipBad) throw toCliError(fault, file);
    bad++;
    badByCode[fault.code] = (badByCode[fault.code] ?? 0) + 1;
    if (examples.length < MOST_EXAMPLES) examples.push(fault);
  };
  async function* batches(): AsyncGenerator<RawEvent[]> {
    for await (const results of inFile(file, readResults(source.bytes, options))) {
      const events: RawEvent[] = [];
      for (const result of results) {
        if (result === null) byMap++;
        else if (isBad(result)) skip(result);
        else events.push(result);
      }
      if (events.length > 0) yield events;
    }
  }
  return {
    batches: batches(),
    skipped: () => ({ bad, badByCode, examples, byMap }),
    taken: source.taken,
  };
}

/** Adds the file's name to faults, which the readers do not know. */
async function* inFile<T>(file: string, results: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* results;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    const { code, message, place } = error;
    throw new CliError(code, message, { file, ...place }, { cause: error });
  }
}

async function* readResults(bytes: AsyncIterable<Uint8Array>, options: ReadOptions) {
  const map = options.map ?? ownMap;
  const { head, whole } = await peek(bytes);
  const format = options.format === 'auto' ? guessFormat(head) : options.format;
  if (format === 'ndjson') yield* readNdjson(whole, map);
  else yield* readCsv(whole, map, format === 'tsv' ? '\t' : delimiterOf(head));
}

const HEAD_BYTES = 1 << 16;

/** The first line, however the bytes are cut, and all that there is. */
async function peek(bytes: AsyncIterable<Uint8Array>) {
  const iterator = bytes[Symbol.asyncIterator]();
  const pieces: Uint8Array[] = [];
  let head = '';
  while (!/\S[^\r\n]*[\r\n]/.test(head) && head.length < HEAD_BYTES) {
    const next = await iterator.next();
    if (next.done) break;
    pieces.push(next.value);
    head = new TextDecoder().decode(Buffer.concat(pieces).subarray(0, HEAD_BYTES));
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield* pieces;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { head, whole: whole() };
}

function guessFormat(head: string): Exclude<EventFormat, 'auto'> {
  const text = head.trimStart();
  if (text.startsWith('{')) return 'ndjson';
  if (text.startsWith('[')) {
    const hint = 'expected one JSON object a line or CSV, found a JSON array';
    throw new CliError('bad-event', `${hint}; \`jq -c '.[]'\` turns one into lines`, { line: 1 });
  }
  return delimiterOf(text) === '\t' ? 'tsv' : 'csv';
}

/** The delimiter of a header: the sign that stands most often outside quotes, else a comma. */
function delimiterOf(head: string): string {
  const [header = ''] = head.trimStart().split(/[\r\n]/, 1);
  const bare = header.replace(/"(?:[^"]|"")*"/g, '');
  const count = (sign: string): number => bare.split(sign).length - 1;
  return [',', ';', '\t', '|'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

function toCliError({ line, code, detail }: BadEvent, file: string): CliError {
  return new CliError('bad-event', `${detail} (${code}; --skip-bad goes on)`, { file, line });
}
