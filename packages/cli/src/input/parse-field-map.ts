import type { JsonValue } from '@inkling/engine';
import type { CellType } from './cell.ts';
import type { FieldSource } from './field-source.ts';
import { createInstantFormat } from './instant-format.ts';
import { createJsonChecks, type Json } from './json-checks.ts';
import { createLocalInstant } from './local-instant.ts';
import { type RowFilter, readRowFilter } from './row-filter.ts';

/** A map file: how the rows of another system's file become events. */
export interface FieldMap {
  /** Names of the columns of a file without a header; `null` where its first row names them. */
  readonly columns: readonly string[] | null;
  readonly visitor: FieldSource;
  readonly t: FieldSource;
  readonly type: FieldSource;
  readonly session: FieldSource | null;
  readonly id: FieldSource | null;
  readonly params: readonly (readonly [string, FieldSource])[];
  /** Whether columns that nothing names are params under their own names. */
  readonly rest: boolean;
  /** Rows are read only when they pass; `null` for all. */
  readonly where: RowFilter | null;
  /** Rows are read only when each of these columns holds one of its texts. */
  readonly only: readonly (readonly [string, ReadonlySet<string>])[];
  /** Rows are left out when any of these columns holds one of its texts. */
  readonly skip: readonly (readonly [string, ReadonlySet<string>])[];
}

const { fault, readObject, refuseOthers } = createJsonChecks('bad-map');

const KEYS = [
  '$schema',
  'columns',
  'visitor',
  't',
  'type',
  'session',
  'id',
  'params',
  'rest',
  'where',
  'only',
  'skip',
];
const TYPES = ['auto', 'string', 'number', 'boolean', 'json', 'instant', 'microseconds'];
const COLUMN_KEYS = [
  'column',
  'as',
  'values',
  'else',
  'default',
  'floor',
  'format',
  'decimal',
  'zone',
];
/** Keys that say what else than a column a field is made of. */
const LISTS = ['equal', 'first', 'sum', 'product', 'array'] as const;

/**
 * Reads a map file.
 *
 * @throws `CliError` `bad-map` with the path of the first fault.
 */
export function parseFieldMap(value: unknown): FieldMap {
  const map = readObject(value, '');
  refuseOthers(map, KEYS, '');
  const optional = (key: string): FieldSource | null =>
    map[key] === undefined ? null : readSource(map[key], key, 'string');
  const needed = (key: string): FieldSource => {
    if (map[key] === undefined) throw fault(key, 'is missing; name a column');
    return readSource(map[key], key, 'string');
  };
  if (map.rest !== undefined && typeof map.rest !== 'boolean') {
    throw fault('rest', 'expected true or false');
  }
  return {
    columns: map.columns === undefined ? null : readColumns(map.columns),
    visitor: needed('visitor'),
    t: needed('t'),
    type: needed('type'),
    session: optional('session'),
    id: optional('id'),
    params: readSources(map.params ?? {}, 'params'),
    rest: map.rest === true,
    where: map.where === undefined ? null : readRowFilter(map.where, 'where', fault),
    only: readTexts(map.only ?? {}, 'only'),
    skip: readTexts(map.skip ?? {}, 'skip'),
  };
}

function readSources(value: unknown, path: string): readonly (readonly [string, FieldSource])[] {
  return Object.entries(readObject(value, path)).map(
    ([key, source]) => [key, readSource(source, `${path}.${key}`)] as const,
  );
}

/** @param plain - How a column is read whose type the map does not say: names are never guessed. */
function readSource(value: unknown, path: string, plain: CellType = 'auto'): FieldSource {
  if (typeof value === 'string') return column(value, plain, path);
  const source = readObject(value, path);
  if ('const' in source) {
    refuseOthers(source, ['const'], path);
    return { kind: 'const', value: source.const as JsonValue };
  }
  if ('join' in source) {
    refuseOthers(source, ['join', 'by'], path);
    const by = source.by ?? '|';
    if (typeof by !== 'string') throw fault(`${path}.by`, 'expected a text');
    return { kind: 'join', of: readList(source.join, `${path}.join`, 'string'), by };
  }
  if ('object' in source) {
    refuseOthers(source, ['object'], path);
    return { kind: 'object', of: readSources(source.object, `${path}.object`) };
  }
  if ('running' in source) {
    refuseOthers(source, ['running', 'by'], path);
    const of = [
      readSource(source.running, `${path}.running`, 'number'),
      readSource(source.by, `${path}.by`, 'string'),
    ] as const;
    return { kind: 'running', of, totals: new Map() };
  }
  if ('if' in source) {
    refuseOthers(source, ['if', 'take', 'else'], path);
    const filter = readRowFilter(source.if, `${path}.if`, fault);
    const take = readSource(source.take, `${path}.take`, plain);
    if (source.else === undefined) return { kind: 'if', filter, of: [take] };
    return { kind: 'if', filter, of: [take, readSource(source.else, `${path}.else`, plain)] };
  }
  const kind = LISTS.find((key) => key in source);
  if (kind !== undefined) {
    refuseOthers(source, [kind], path);
    const isNumber = kind === 'sum' || kind === 'product';
    const inner = isNumber ? 'number' : kind === 'first' ? plain : undefined;
    return { kind, of: readList(source[kind], `${path}.${kind}`, inner) };
  }
  return readColumnSource(source, path, plain);
}

function readList(value: unknown, path: string, plain?: CellType): readonly FieldSource[] {
  if (!Array.isArray(value) || value.length === 0) throw fault(path, 'expected a list of fields');
  return value.map((item, i) => readSource(item, `${path}[${i}]`, plain));
}

function readColumnSource(source: Json, path: string, plain: CellType): FieldSource {
  refuseOthers(source, COLUMN_KEYS, path);
  if (typeof source.column !== 'string') {
    throw fault(
      path,
      'expected a column, or an object with column, const, join, first, sum, product, running, if, equal, object or array',
    );
  }
  // What only numbers or instants have says that it is one.
  const isNumber = source.decimal !== undefined;
  const as = source.as ?? (isNumber ? 'number' : source.zone === undefined ? plain : 'instant');
  if (typeof as !== 'string' || !TYPES.includes(as)) {
    throw fault(`${path}.as`, `expected one of ${TYPES.join(', ')}`);
  }
  const values =
    source.values === undefined
      ? null
      : new Map(
          Object.entries(
            readObject(source.values, `${path}.values`) as { [key: string]: JsonValue },
          ),
        );
  const { floor = null, else: other, default: absent } = source;
  if (floor !== null && !(typeof floor === 'number' && floor > 0)) {
    throw fault(`${path}.floor`, 'expected a number above 0');
  }
  return {
    ...column(source.column, as as CellType, path),
    values,
    floor: floor as number | null,
    format: readFormat(source.format, `${path}.format`),
    decimal: readDecimal(source.decimal, `${path}.decimal`),
    toZone: readZone(source.zone, `${path}.zone`),
    other: other as JsonValue | undefined,
    absent: absent as JsonValue | undefined,
  };
}

function readFormat(format: unknown, path: string) {
  if (format === undefined) return null;
  const read = typeof format === 'string' ? createInstantFormat(format) : null;
  if (read === null) throw fault(path, 'expected a format such as "M/D/YYYY H:mm"');
  return read;
}

function readDecimal(sign: unknown, path: string): ',' | '.' | null {
  if (sign === undefined || sign === ',' || sign === '.') return sign ?? null;
  throw fault(path, 'expected "," or "."');
}

function readZone(zone: unknown, path: string): ((utc: number) => number) | null {
  if (zone === undefined) return null;
  const toZone = typeof zone === 'string' ? createLocalInstant(zone) : null;
  if (toZone === null) throw fault(path, 'expected a time zone, such as "Europe/Berlin"');
  return toZone;
}

function readColumns(value: unknown): readonly string[] {
  const isList = Array.isArray(value) && value.length > 0;
  if (!isList || !value.every((name) => typeof name === 'string' && name !== '')) {
    throw fault(
      'columns',
      'expected a list of names, one for each column of a file without a header',
    );
  }
  const twice = value.find((name, i) => value.indexOf(name) !== i);
  if (twice !== undefined) throw fault('columns', `names "${twice}" twice`);
  return value;
}

function column(name: string, as: CellType, path: string) {
  if (name === '') throw fault(path, "expected a column's name");
  const rest = { values: null, other: undefined, absent: undefined, floor: null } as const;
  const forms = { format: null, decimal: null, toZone: null } as const;
  return { kind: 'column', column: name, as, ...rest, ...forms } as const;
}

function readTexts(
  value: unknown,
  path: string,
): readonly (readonly [string, ReadonlySet<string>])[] {
  return Object.entries(readObject(value, path)).map(([key, texts]) => {
    const list = Array.isArray(texts) ? texts : [texts];
    if (!list.every((text) => typeof text === 'string')) {
      throw fault(`${path}.${key}`, 'expected a text or a list of texts');
    }
    return [key, new Set<string>(list)] as const;
  });
}
