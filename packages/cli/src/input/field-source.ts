import type { JsonValue } from '@inkling/engine';
import { type CellType, guessCell } from './cell.ts';
import { readInstant } from './instant.ts';
import { setParam } from './set-param.ts';

/** Where a field of an event comes from; the parsed form of a map's entry. */
export type FieldSource =
  | { readonly kind: 'const'; readonly value: JsonValue }
  | {
      readonly kind: 'column';
      readonly column: string;
      readonly as: CellType;
      /** Other values for some texts; `null` leaves the field (or, for `type`, the row) out. */
      readonly values: ReadonlyMap<string, JsonValue> | null;
      /** What stands for a text that `values` does not name; `undefined` keeps it. */
      readonly other: JsonValue | undefined;
      /** What stands for an absent value; `undefined` for nothing. */
      readonly absent: JsonValue | undefined;
      /** Numbers are rounded down to a multiple of this; `null` leaves them as they are. */
      readonly floor: number | null;
      /** Reads an instant in another form than ISO 8601. */
      readonly format: ((text: string) => number | null) | null;
    }
  | { readonly kind: 'join'; readonly of: readonly FieldSource[]; readonly by: string }
  /** Whether two fields hold the same value; absent when either is. */
  | { readonly kind: 'equal'; readonly of: readonly FieldSource[] }
  | { readonly kind: 'object'; readonly of: readonly (readonly [string, FieldSource])[] }
  | { readonly kind: 'array'; readonly of: readonly FieldSource[] };

/** Gives a column's value in one row, `undefined` when it is absent. */
export type Lookup = (column: string) => unknown;

/** Thrown inside a row whose cell is not what the map says; becomes a bad line. */
export class CellError extends Error {
  override readonly name = 'CellError';
}

/**
 * Reads a field out of a row.
 *
 * @returns `undefined` when the row has none: absent columns, empty cells and `null` are all the
 *   same, and an object or array of nothing but these is absent too.
 * @throws {@link CellError} when a cell does not fit the type that the map gives it.
 */
export function readField(source: FieldSource, row: Lookup): JsonValue | undefined {
  if (source.kind === 'const') return source.value;
  if (source.kind === 'column') return readColumn(source, row(source.column));
  if (source.kind === 'join') {
    const parts = source.of.flatMap((part) => readField(part, row) ?? []);
    return parts.length < source.of.length ? undefined : parts.map(toText).join(source.by);
  }
  if (source.kind === 'equal') {
    const [first, ...others] = source.of.map((part) => readField(part, row));
    if (first === undefined || others.includes(undefined)) return undefined;
    return others.every((other) => other === first);
  }
  if (source.kind === 'array') {
    const items = source.of.flatMap((part) => readField(part, row) ?? []);
    return items.length > 0 ? items : undefined;
  }
  const object: { [key: string]: JsonValue } = {};
  for (const [key, part] of source.of) {
    const value = readField(part, row);
    if (value !== undefined) setParam(object, key, value);
  }
  return Object.keys(object).length > 0 ? object : undefined;
}

function readColumn(
  source: Extract<FieldSource, { kind: 'column' }>,
  found: unknown,
): JsonValue | undefined {
  if (found === undefined || found === null || found === '') return source.absent;
  if (source.values !== null) {
    const text = toText(found as JsonValue);
    if (source.values.has(text)) return source.values.get(text) ?? undefined;
    if (source.other !== undefined) return source.other ?? undefined;
  }
  const value = convert(found as JsonValue, source);
  if (source.floor === null || typeof value !== 'number') return value;
  return Math.floor(value / source.floor) * source.floor;
}

function convert(
  value: JsonValue,
  { as, column, format }: Extract<FieldSource, { kind: 'column' }>,
): JsonValue {
  const refuse = (): never => {
    throw new CellError(`column "${column}": expected ${as}`);
  };
  if (format !== null) return format(toText(value)) ?? refuse();
  if (as === 'string') return toText(value);
  if (as === 'instant') return readInstant(value) ?? refuse();
  if (as === 'microseconds') return readMicroseconds(value) ?? refuse();
  if (typeof value !== 'string') {
    return as === 'auto' || as === 'json' || typeof value === as ? value : refuse();
  }
  if (as === 'auto') return guessCell(value);
  if (as === 'json') return parseJson(value) ?? refuse();
  if (as === 'boolean') return readBoolean(value) ?? refuse();
  const number = Number(value);
  return value.trim() !== '' && Number.isFinite(number) ? number : refuse();
}

/** Whole milliseconds of a number of microseconds, such as BigQuery exports have. */
function readMicroseconds(value: JsonValue): number | undefined {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
  const ms = isNumber ? Math.floor(Number(value) / 1000) : Number.NaN;
  return readInstant(Number.isFinite(ms) ? new Date(ms).toISOString() : null) ?? undefined;
}

function readBoolean(text: string): boolean | undefined {
  if (/^(?:true|yes|1)$/i.test(text)) return true;
  return /^(?:false|no|0)$/i.test(text) ? false : undefined;
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function toText(value: JsonValue): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
}
