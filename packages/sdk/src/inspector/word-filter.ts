import { codes, type ProgramCode } from '@inkling/engine';

type Filter = readonly [op: number, ...args: readonly unknown[]];

const WORDS: ReadonlyMap<number, string> = new Map([
  [codes.EQ, '='],
  [codes.NE, '≠'],
  [codes.IN, 'one of'],
  [codes.NOT_IN, 'none of'],
  [codes.GT, '>'],
  [codes.GTE, '≥'],
  [codes.LT, '<'],
  [codes.LTE, '≤'],
  [codes.EXISTS, 'is there'],
  [codes.STARTS, 'starts with'],
  [codes.CONTAINS, 'contains'],
  [codes.ENDS, 'ends with'],
  [codes.GLOB, 'like'],
]);

/** How a test of a value is written; `fits` for kinds that have no short word. */
export function wordTest(op: number, wanted: unknown): string {
  const word = WORDS.get(op) ?? 'fits';
  return `${word} ${typeof wanted === 'string' ? wanted : JSON.stringify(wanted)}`;
}

function wordFilter([op, ...args]: Filter): string {
  if (op === codes.ALL) return (args as Filter[]).map(wordFilter).join(' and ');
  if (op === codes.ANY) return `(${(args as Filter[]).map(wordFilter).join(' or ')})`;
  if (op === codes.NOT) return `not (${wordFilter(args[0] as Filter)})`;
  const [path, ...rest] = args;
  return `${path} ${wordTest(op, rest.length === 1 ? rest[0] : rest)}`;
}

/** What a matcher takes: `page_view where section = politics`. */
export function wordMatcher([types, filter]: ProgramCode['m'][number]): string {
  const what = types === 0 ? 'any event' : types.join(' or ');
  return filter ? `${what} where ${wordFilter(filter)}` : what;
}
