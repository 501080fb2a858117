import { fail, type Limits } from './limits.ts';
import { at, type Path } from './path.ts';
import { RuleError } from './rule-error.ts';

/**
 * Reads JSON text within limits: size and depth are looked at before it is parsed, and a key that
 * stands twice in one object is refused, for JSON itself would drop the first in silence.
 *
 * @throws {@link RuleError} `too-large`, `too-deep`, `duplicate-key` or `not-json`.
 */
export function readJsonText(source: string, limits: Limits): unknown {
  if (byteLength(source, limits.bytes) > limits.bytes) {
    fail('too-large', null, 'a larger file', `at most ${limits.bytes} bytes`);
  }
  const repeated = scan(source, limits.depth);
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : 'text that is not JSON';
    const fault = { code: 'not-json', path: '', found, expected: 'JSON', nearest: null } as const;
    throw new RuleError([fault], { cause });
  }
  if (repeated !== null) {
    fail('duplicate-key', repeated, 'the same key twice in one object', 'each key once');
  }
  return value;
}

/** UTF-8 bytes of a text, counted no further than past `most`. */
function byteLength(text: string, most: number): number {
  if (text.length > most) return text.length;
  let bytes = 0;
  for (const letter of text) {
    const point = letter.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** An object or list that is open while the text is scanned. */
interface Level {
  /** Keys so far; `null` in a list. */
  readonly keys: Set<string> | null;
  /** Where the scan stands in it: the last key, or the index. */
  step: string | number;
}

/**
 * One pass over the brackets and strings of what may be JSON.
 *
 * @returns Where a key stands for the second time in one object; `null` when none does.
 */
function scan(source: string, mostDepth: number): Path | null {
  const open: Level[] = [];
  let repeated: Path | null = null;
  for (let i = 0; i < source.length; i++) {
    const sign = source[i];
    const level = open.at(-1);
    if (sign === '{' || sign === '[') {
      open.push(sign === '{' ? { keys: new Set(), step: '' } : { keys: null, step: 0 });
      if (open.length > mostDepth) {
        fail('too-deep', pathOf(open.slice(0, -1)), 'another level', `at most ${mostDepth} levels`);
      }
    } else if (sign === '}' || sign === ']') {
      open.pop();
    } else if (sign === ',' && typeof level?.step === 'number') {
      level.step += 1;
    } else if (sign === '"') {
      const end = stringEnd(source, i);
      if (level?.keys && isKey(source, end)) {
        level.step = unquoted(source.slice(i, end));
        if (level.keys.has(level.step)) repeated ??= pathOf(open);
        level.keys.add(level.step);
      }
      i = end - 1;
    }
  }
  return repeated;
}

function pathOf(levels: readonly Level[]): Path | null {
  return levels.reduce<Path | null>((path, { step }) => at(path, step), null);
}

/** The index after the closing quote of the string that opens at `start`. */
function stringEnd(source: string, start: number): number {
  let i = start + 1;
  while (i < source.length && source[i] !== '"') i += source[i] === '\\' ? 2 : 1;
  return i + 1;
}

function isKey(source: string, end: number): boolean {
  let i = end;
  while (i < source.length && ' \t\r\n'.includes(source[i]!)) i++;
  return source[i] === ':';
}

/** `"a"` and `"\u0061"` are the same key. */
function unquoted(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted; // Not JSON; `JSON.parse` of the whole says so.
  }
}
