import { codes, type ProgramCode } from '@inkling/engine';

type Say = (value: number) => string;
type Filter = readonly [op: number, ...args: readonly unknown[]];

const WORDS: ReadonlyMap<number, string> = new Map([
  [codes.EQ, '='],
  [codes.NE, '≠'],
  [codes.IN, 'one of'],
  [codes.GT, '>'],
  [codes.GTE, '≥'],
  [codes.LT, '<'],
  [codes.LTE, '≤'],
  [codes.STARTS, 'starts with'],
  [codes.CONTAINS, 'contains'],
  [codes.ENDS, 'ends with'],
  [codes.GLOB, 'like'],
]);

/** How a test of a value is written; `fits` for kinds that have no short word. */
function wordTest(op: number, wanted: unknown, say: Say): string {
  const word = WORDS.get(op) ?? 'fits';
  const text = typeof wanted === 'number' ? say(wanted) : wanted;
  return `${word} ${typeof text === 'string' ? text : JSON.stringify(text)}`;
}

/**
 * What a filter asks; of a value itself, whose path is empty, only how it is compared.
 *
 * @param say - Writes numbers.
 */
export function wordFilter([op, ...args]: Filter, say: Say = String): string {
  const word = (one: Filter): string => wordFilter(one, say);
  if (op === codes.ALL) return (args as Filter[]).map(word).join(' and ');
  if (op === codes.ANY) return `(${(args as Filter[]).map(word).join(' or ')})`;
  if (op === codes.NOT) return `not (${word(args[0] as Filter)})`;
  const [path, ...rest] = args;
  if (op === codes.IN && `${rest[0]}` === '') return `${path} is absent`.trim();
  return `${path} ${wordTest(op, rest.length === 1 ? rest[0] : rest, say)}`.trim();
}

/** What a matcher takes: `page_view where section = politics`. */
export function wordMatcher([types, filter]: ProgramCode['m'][number]): string {
  const what = types === 0 ? 'any event' : types.join(' or ');
  return filter ? `${what} where ${wordFilter(filter)}` : what;
}
