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
  return (text) => {
    line++;
    if (text.trim() === '') return [];
    return [readLine(text, line, n++, map)];
  };
}

function readLine(text: string, line: number, n: number, map: RowMap): ReadResult {
  const bad = (code: BadEventCode, detail: string): ReadResult => ({ line, code, detail });
  if (text.length > MAX_LINE_CHARS)
    return bad('line-too-long', `over ${MAX_LINE_CHARS} characters`);
  const row = parseObject(text);
  if (row === null) return bad('not-json', 'expected a JSON object');
  const parts = map.fromObject(row, text.length);
  if (parts === null) return null;
  return typeof parts === 'string' ? bad('bad-params', parts) : readRow(parts, line, n, map.names);
}

function parseObject(text: string): { readonly [key: string]: unknown } | null {
  try {
    const row: unknown = JSON.parse(text);
    return typeof row === 'object' && !Array.isArray(row)
      ? (row as { [key: string]: unknown })
      : null;
  } catch {
    return null;
  }
}
