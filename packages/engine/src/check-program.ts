import { checkActivation } from './assign/check-activation.ts';
import * as code from './code.ts';
import { EngineError } from './engine-error.ts';
import type { Program } from './program.ts';

/** Most rows of a table, and deepest nesting of a filter, measure or condition. */
const MOST_ROWS = 20_000;
const MOST_DEPTH = 40;

/**
 * What follows the kind of each measure: s stream, w window, q segment, m measure, n number or
 * null, c rows that begin with a stream, l rows of a label and a measure, - anything; the last one
 * repeats where a + follows it.
 */
const SHAPES: { readonly [kind: number]: string } = {
  [code.TOTAL]: 'swn+',
  [code.NTH]: 'swn',
  [code.SINCE]: 'swn',
  [code.DISTINCT]: 'swn',
  [code.IN_FOR]: 'q',
  [code.MIN]: 'sw',
  [code.MAX]: 'sw',
  [code.AVG]: 'sw',
  [code.LIST]: 'swn',
  [code.TOP]: 'swnn',
  [code.BOTTOM]: 'swnn',
  [code.PERIOD_TOTALS]: 'swn-+',
  [code.REGULAR]: 'snnnn',
  [code.STREAK]: 'sn',
  [code.ENGAGED_VIEWS]: 'sw--',
  [code.COMPLETION]: 'swn',
  [code.SEQUENCE]: 'swn-+',
  [code.RATIO]: 'mm',
  [code.DIFFERENCE]: 'mm',
  [code.TREND]: 'mm',
  [code.SCORE]: '-nc+',
  [code.STRONGEST]: 'l+',
  [code.PERCENTILE]: '-m',
  [code.MODEL]: 'n-nm+',
  [code.VECTOR]: 'n-ns',
  [code.NTH_EVENT]: 'sn',
  [code.CONSTANT]: 'n',
};

/**
 * Looks at what was fetched before it is run: its format, its sizes, and that every number that
 * refers to a row finds one. What it lets through cannot make the engine read beyond its tables.
 *
 * @throws {@link EngineError} `bad-program` with the place of the fault.
 */
export function checkProgram(value: unknown): Program {
  const program = value as Program;
  const ensure: Ensure = (isRight, path) => {
    if (!isRight) throw new EngineError('bad-program', path);
  };
  ensure(isRecord(value) && program.format === 1, 'format');
  ensure(isText(program.site) && isText(program.currency), 'site');
  ensure(isRecord(program.session) && program.session.timeoutMs > 0, 'session');
  const { zone, segments, conversions, code: table } = program;
  ensure(isRecord(zone) && isRows(zone.from) && isRows(zone.offsets), 'zone');
  ensure(zone.offsets.length > 0 && zone.offsets.length === zone.from.length, 'zone');
  ensure(zone.offsets.every(Number.isInteger), 'zone.offsets');
  ensure(
    isRows(segments) && segments.every(({ id, def }) => isText(id) && isText(def)),
    'segments',
  );
  const { m, s, l, q, v, h, r } = table ?? {};
  ensure(isRecord(table) && [m, s, l, q, v, h, r].every(isRows), 'code');
  ensure(table.q.length === segments.length, 'code.q');
  ensure(
    isRows(conversions) && conversions.every(({ matcher }) => isPlace(matcher, table.m)),
    'conversions',
  );
  table.m.forEach(([types, filter], i) => {
    ensure(types === 0 || (isRows(types) && types.every(isText)), `code.m[${i}]`);
    if (filter !== undefined) checkFilter(filter, 0, ensure, `code.m[${i}]`);
  });
  table.s.forEach(([matcher, keys, kind = 0], i) => {
    const all = Array.isArray(matcher) ? matcher : [matcher];
    const isThere = (one: unknown): boolean =>
      isPlace(one, table.m) || isPlace((-1 - (one as number)) >> 1, segments);
    ensure(all.length > 0 && all.length < 31 && all.every(isThere), `code.s[${i}]`);
    ensure(kind >= 0 && kind <= code.WITH_FIELD, `code.s[${i}]`);
    ensure(keys === 0 || isRows(keys), `code.s[${i}]`);
  });
  table.l.forEach((leaf, i) => {
    if (typeof leaf === 'number') ensure(isPlace(leaf, segments), `code.l[${i}]`);
    else checkMeasure(leaf[0], { table, depth: 0, ensure, path: `code.l[${i}]` });
  });
  table.v.forEach(([id, measure], i) => {
    ensure(isText(id), `code.v[${i}]`);
    checkMeasure(measure, { table, depth: 0, ensure, path: `code.v[${i}]` });
  });
  ensure(h.length <= s.length + q.length + 1 && r.length === l.length, 'code');
  const areAll = (rows: unknown, of: readonly unknown[]): boolean =>
    isRows(rows) && rows.every((one) => isPlace(one, of));
  ensure(h.every((row) => areAll(row, l)) && r.every((row) => areAll(row, q)), 'code.h');
  table.q.forEach(([enter, exit, dwellMs = 0, level = 0, earlier = [], reads = []], i) => {
    const path = `code.q[${i}]`;
    for (const node of [enter, exit ?? 0]) checkNode(node, table, 0, ensure, path);
    ensure(dwellMs >= 0 && level >= 0 && level <= segments.length, path);
    ensure(areAll(earlier, segments) && areAll(reads, s), path);
  });
  checkActivation(program, {
    segments: segments.length,
    ensure,
    checkFilter: (filter, path) => {
      checkFilter(filter, 0, ensure, path);
    },
  });
  return program;
}

type Ensure = (isRight: boolean, path: string) => void;

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null;
const isText = (value: unknown): boolean => typeof value === 'string';
const isRows = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.length <= MOST_ROWS;
const isPlace = (value: unknown, rows: readonly unknown[]): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < rows.length;

function checkFilter(filter: unknown, depth: number, ensure: Ensure, path: string): void {
  ensure(isRows(filter) && depth < MOST_DEPTH, path);
  const [op, ...rest] = filter as code.FilterCode;
  ensure(Number.isInteger(op) && op >= 0 && op <= code.FOLD, path);
  if (op <= code.NOT) for (const one of rest) checkFilter(one, depth + 1, ensure, path);
  else ensure(isText(rest[0]), path);
  const inner = op === code.LOCAL ? rest[2] : rest[1];
  if ([code.ANY_OF, code.ALL_OF, code.LOCAL, code.FOLD].includes(op)) {
    checkFilter(inner, depth + 1, ensure, path);
  }
}

function checkNode(
  node: code.NodeCode,
  table: code.Code,
  depth: number,
  ensure: Ensure,
  path: string,
): void {
  if (typeof node === 'number') {
    ensure(isPlace(node < 0 ? ~node : node, table.l) || table.l.length === 0, path);
    return;
  }
  ensure(isRows(node) && depth < MOST_DEPTH && Number.isInteger(node[0]), path);
  for (const one of node.slice(1)) checkNode(one, table, depth + 1, ensure, path);
}

interface Context {
  readonly table: code.Code;
  readonly depth: number;
  readonly ensure: Ensure;
  readonly path: string;
}

function checkMeasure(measure: unknown, context: Context): void {
  const { table, depth, ensure, path } = context;
  ensure(isRows(measure) && depth < MOST_DEPTH, path);
  const [kind, ...args] = measure as code.MeasureCode;
  const shape = SHAPES[kind];
  ensure(shape !== undefined, path);
  const letters = shape!.replace('+', '');
  const repeats = shape!.endsWith('+');
  ensure(repeats ? args.length >= letters.length - 1 : args.length === letters.length, path);
  const inner = { ...context, depth: depth + 1 };
  args.forEach((arg, i) => {
    const letter = letters[Math.min(i, letters.length - 1)];
    if (letter === 's') ensure(isPlace(arg, table.s), path);
    else if (letter === 'q') ensure(isPlace(arg, table.q), path);
    else if (letter === 'n') ensure(arg === null || typeof arg === 'number', path);
    else if (letter === 'm') checkMeasure(arg, inner);
    else if (letter === 'l') checkMeasure((arg as unknown[])[1], inner);
    else if (letter === 'c') ensure(isRows(arg) && isPlace(arg[0], table.s), path);
    else if (letter === 'w') {
      ensure(isRows(arg), path);
      const [window, , first] = arg as unknown as code.WindowCode;
      ensure(window >= code.EVER && window <= code.WITHIN_FIRST, path);
      const isAny = window !== code.WITHIN_FIRST || first === -1;
      ensure(isAny || isPlace(first, table.s), path);
    }
  });
}
