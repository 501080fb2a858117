import type { JsonValue } from '@inkling/engine';
import type { CellType } from './cell.ts';
import type { FieldSource } from './field-source.ts';
import { createInstantFormat } from './instant-format.ts';
import { createJsonChecks, type Json } from './json-checks.ts';

/** A map file: how the rows of another system's file become events. */
export interface FieldMap {
  readonly visitor: FieldSource;
  readonly t: FieldSource;
  readonly type: FieldSource;
  readonly session: FieldSource | null;
  readonly id: FieldSource | null;
  readonly params: readonly (readonly [string, FieldSource])[];
  /** Whether columns that nothing names are params under their own names. */
  readonly rest: boolean;
  /** Rows are read only when each of these columns holds one of its texts. */
  readonly only: readonly (readonly [string, ReadonlySet<string>])[];
  /** Rows are left out when any of these columns holds one of its texts. */
  readonly skip: readonly (readonly [string, ReadonlySet<string>])[];
}

const { fault, readObject, refuseOthers } = createJsonChecks('bad-map');

const KEYS = ['$schema', 'visitor', 't', 'type', 'session', 'id', 'params', 'rest', 'only', 'skip'];
const TYPES = ['auto', 'string', 'number', 'boolean', 'json', 'instant', 'microseconds'];
const COLUMN_KEYS = ['column', 'as', 'values', 'else', 'default', 'floor', 'format'];

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
    visitor: needed('visitor'),
    t: needed('t'),
    type: needed('type'),
    session: optional('session'),
    id: optional('id'),
    params: readSources(map.params ?? {}, 'params'),
    rest: map.rest === true,
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
  if ('equal' in source) {
    refuseOthers(source, ['equal'], path);
    return { kind: 'equal', of: readList(source.equal, `${path}.equal`) };
  }
  if ('object' in source) {
    refuseOthers(source, ['object'], path);
    return { kind: 'object', of: readSources(source.object, `${path}.object`) };
  }
  if ('array' in source) {
    refuseOthers(source, ['array'], path);
    return { kind: 'array', of: readList(source.array, `${path}.array`) };
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
      'expected a column, {"const": …}, {"join": […]}, {"equal": […]}, {"object": …} or {"array": […]}',
    );
  }
  const as = source.as ?? plain;
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

function column(name: string, as: CellType, path: string) {
  if (name === '') throw fault(path, "expected a column's name");
  const rest = { values: null, other: undefined, absent: undefined, floor: null, format: null };
  return { kind: 'column', column: name, as, ...rest } as const;
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
