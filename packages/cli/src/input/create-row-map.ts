import type { JsonValue } from '@inkling/engine';
import { CliError } from '../errors.ts';
import { guessCell } from './cell.ts';
import type { FieldSource, Lookup } from './field-source.ts';
import { writeInstant } from './instant.ts';
import type { FieldMap } from './parse-field-map.ts';
import { CellError, readField } from './read-field.ts';
import type { FieldNames } from './read-row.ts';
import type { MappedRow, RowMap } from './row-map.ts';
import { setParam } from './set-param.ts';

/**
 * Makes a map file work on rows. In NDJSON a column is a key, or a path with dots into nested
 * objects when the row has no such key.
 */
export function createRowMap(map: FieldMap): RowMap {
  const named = new Set(columnsOf(map));
  return {
    names: namesOf(map),
    columns: map.columns,
    fromObject: (row, bytes) => {
      const rest = map.rest ? Object.keys(row).filter((key) => !named.has(key)) : [];
      return mapRow(map, (name) => lookUp(row, name), rest, bytes);
    },
    fromCells(columns) {
      checkColumns(named, columns);
      const places = new Map(columns.map((name, i) => [name, i]));
      const rest = map.rest ? columns.filter((name) => name !== '' && !named.has(name)) : [];
      return (cells, bytes) =>
        mapRow(map, (name) => cells[places.get(name) as number], rest, bytes);
    },
  };
}

function mapRow(map: FieldMap, row: Lookup, rest: readonly string[], bytes: number): MappedRow {
  if (map.only.some(([name, texts]) => !texts.has(String(row(name) ?? '')))) return null;
  if (map.skip.some(([name, texts]) => texts.has(String(row(name) ?? '')))) return null;
  if (map.where !== null && !map.where.passes(row)) return null;
  try {
    const read = (source: FieldSource | null) => (source === null ? null : readField(source, row));
    const type = read(map.type);
    if (type === undefined && isTranslated(map.type)) return null;
    const params: { [key: string]: JsonValue } = {};
    for (const name of rest) {
      const value = row(name);
      if (value === undefined || value === null || value === '') continue;
      setParam(params, name, typeof value === 'string' ? guessCell(value) : (value as JsonValue));
    }
    for (const [key, source] of map.params) {
      const value = readField(source, row);
      if (value !== undefined) setParam(params, key, value);
    }
    const [visitor, at, id] = [read(map.visitor), read(map.t), toText(read(map.id))];
    const t = typeof at === 'number' && isConverted(map.t) ? writeInstant(at) : at;
    return { visitor, t, type, session: toText(read(map.session)), id, params, bytes };
  } catch (error) {
    if (error instanceof CellError) return error.message;
    throw error;
  }
}

/** A map's sessions and ids are another system's names, also where they look like numbers. */
function toText(value: JsonValue | undefined): JsonValue | undefined {
  return typeof value === 'number' ? String(value) : value;
}

/** Whether a source gives whole milliseconds, whatever its column holds. */
function isConverted(source: FieldSource): boolean {
  // What the map itself gives in place of a cell is as the map says it.
  if (source.kind !== 'column' || source.values || source.absent !== undefined) return false;
  return source.format !== null || source.as === 'instant' || source.as === 'microseconds';
}

/** Whether a row without a type was left out on purpose: by `null` among `values`, or no `else`. */
function isTranslated(source: FieldSource): boolean {
  if (source.kind === 'column') return source.values !== null;
  return source.kind === 'if' && (source.of.length === 1 || source.of.some(isTranslated));
}

function lookUp(row: { readonly [key: string]: unknown }, name: string): unknown {
  if (Object.hasOwn(row, name)) return row[name];
  let value: unknown = row;
  for (const key of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as { readonly [key: string]: unknown })[key];
  }
  return value;
}

function checkColumns(named: ReadonlySet<string>, columns: readonly string[]): void {
  const missing = [...named].find((name) => !columns.includes(name));
  if (missing === undefined) return;
  const found = columns.slice(0, 12).join(', ');
  throw new CliError('bad-map', `no column "${missing}" in the events; found ${found}`);
}

/** Fields with the columns that they are made of: `t (column "created_at")`. */
function namesOf(map: FieldMap): FieldNames {
  const name = (field: keyof FieldNames): string => {
    const columns = map[field] ? namesIn(map[field]).map((one) => `"${one}"`) : [];
    return columns.length === 0 ? field : `${field} (column ${columns.join(', ')})`;
  };
  return {
    visitor: name('visitor'),
    t: name('t'),
    type: name('type'),
    session: name('session'),
    id: name('id'),
  };
}

function columnsOf(map: FieldMap): readonly string[] {
  const sources = [map.visitor, map.t, map.type, map.session, map.id];
  const params = map.params.map(([, source]) => source);
  const tests = [...map.only, ...map.skip].map(([name]) => name);
  return [
    ...[...sources, ...params].flatMap((source) => (source ? namesIn(source) : [])),
    ...tests,
    ...(map.where?.columns ?? []),
  ];
}

function namesIn(source: FieldSource): readonly string[] {
  if (source.kind === 'const') return [];
  if (source.kind === 'column') return [source.column];
  if (source.kind === 'object') return source.of.flatMap(([, part]) => namesIn(part));
  const asked = source.kind === 'if' ? source.filter.columns : [];
  return [...asked, ...source.of.flatMap(namesIn)];
}
