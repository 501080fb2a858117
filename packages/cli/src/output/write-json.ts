import type { Io } from '../io.ts';

const PIECE_CHARS = 1 << 16;

/**
 * Writes a value as JSON and a line end, in pieces, so that lists of millions of visitors never
 * stand in memory as one text. The first two levels get a line an entry; deeper ones are compact.
 */
export async function writeJson(value: unknown, io: Io): Promise<void> {
  let waiting = '';
  for (const piece of pieces(value, 2, '')) {
    waiting += piece;
    if (waiting.length < PIECE_CHARS) continue;
    io.signal.throwIfAborted();
    await io.out(waiting);
    waiting = '';
  }
  await io.out(`${waiting}\n`);
}

function* pieces(value: unknown, levels: number, indent: string): Generator<string> {
  if (levels === 0 || typeof value !== 'object' || value === null) {
    yield JSON.stringify(value ?? null);
    return;
  }
  const isList = Array.isArray(value);
  const entries: Iterable<[string, unknown]> = isList
    ? value.map((item) => ['', item])
    : Object.entries(value).filter(([, inner]) => inner !== undefined);
  const inner = `${indent}  `;
  let first = true;
  yield isList ? '[' : '{';
  for (const [key, item] of entries) {
    yield first ? `\n${inner}` : `,\n${inner}`;
    if (!isList) yield `${JSON.stringify(key)}: `;
    yield* pieces(item, levels - 1, inner);
    first = false;
  }
  if (!first) yield `\n${indent}`;
  yield isList ? ']' : '}';
}
