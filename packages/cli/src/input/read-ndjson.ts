import type { BadEventCode, ReadResult } from './raw-event.ts';
import { readRow } from './read-row.ts';
import type { RowMap } from './row-map.ts';
import { MAX_LINE_CHARS, splitLines } from './split-lines.ts';

/**
 * Reads one JSON object a line; blank lines are skipped.
 *
 * @returns Batches of results, in file order.
 */
export async function* readNdjson(
  bytes: AsyncIterable<Uint8Array>,
  map: RowMap,
): AsyncGenerator<ReadResult[]> {
  const read = createLineReader(map);
  for await (const lines of splitLines(bytes)) yield lines.flatMap(read);
}

/** @returns A function that gives nothing for a blank line, else one result. */
function createLineReader(map: RowMap): (text: string) => ReadResult[] {
  let line = 0;
  let n = 0;
  const fromText = map.createFromText?.();
  return (text) => {
    line++;
    const parts = fromText?.(text);
    if (parts !== undefined) return [readRow(parts, line, n++, map.names)];
    if (text.trim() === '') return [];
    return [readLine(text, line, n++, map)];
  };
}

function readLine(text: string, line: number, n: number, map: RowMap): ReadResult {
  const bad = (code: BadEventCode, detail: string): ReadResult => ({ line, code, detail });
  if (text.length > MAX_LINE_CHARS)
    return bad('line-too-long', `over ${MAX_LINE_CHARS} characters`);
  const row = parseObject(text);
  if (typeof row === 'string') return bad('not-json', row);
  const parts = map.fromObject(row, text.length);
  if (parts === null) return null;
  return typeof parts === 'string' ? bad('bad-params', parts) : readRow(parts, line, n, map.names);
}

/** The object, or what is wrong; of the line itself only a column is told. */
function parseObject(text: string): { readonly [key: string]: unknown } | string {
  const expected = 'expected a JSON object';
  try {
    const row: unknown = JSON.parse(text);
    return typeof row === 'object' && row !== null && !Array.isArray(row)
      ? (row as { [key: string]: unknown })
      : expected;
  } catch (error) {
    const place = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    return place === undefined ? expected : `${expected}; it breaks at column ${Number(place) + 1}`;
  }
}
