import type { JsonValue } from '@inkling/engine';
import { guessCell } from './cell.ts';
import type { FieldSource, Lookup } from './field-source.ts';
import { readInstant } from './instant.ts';
import { setParam } from './set-param.ts';

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
  switch (source.kind) {
    case 'const':
      return source.value;
    case 'column':
      return readColumn(source, row(source.column));
    case 'join': {
      const parts = source.of.flatMap((part) => readField(part, row) ?? []);
      return parts.length < source.of.length ? undefined : parts.map(toText).join(source.by);
    }
    case 'first':
      return firstOf(source.of, row);
    case 'sum':
    case 'product':
      return readNumbers(source, row);
    case 'running':
      return readRunning(source, row);
    case 'if': {
      const [take, otherwise] = source.of;
      const chosen = source.filter.passes(row) ? take : otherwise;
      return chosen === undefined ? undefined : readField(chosen, row);
    }
    case 'equal': {
      const [first, ...others] = source.of.map((part) => readField(part, row));
      if (first === undefined || others.includes(undefined)) return undefined;
      return others.every((other) => other === first);
    }
    case 'array': {
      const items = source.of.flatMap((part) => readField(part, row) ?? []);
      return items.length > 0 ? items : undefined;
    }
    case 'object':
      return readObject(source, row);
  }
}

function firstOf(sources: readonly FieldSource[], row: Lookup): JsonValue | undefined {
  for (const source of sources) {
    const value = readField(source, row);
    if (value !== undefined) return value;
  }
  return undefined;
}

function readNumbers(
  { kind, of }: Extract<FieldSource, { kind: 'sum' | 'product' }>,
  row: Lookup,
): number | undefined {
  let result = kind === 'sum' ? 0 : 1;
  for (const source of of) {
    const value = readNumber(source, row, kind);
    if (value === undefined) return undefined;
    result = kind === 'sum' ? result + value : result * value;
  }
  return inMillionths(result);
}

function readRunning(
  { of: [number, key], totals }: Extract<FieldSource, { kind: 'running' }>,
  row: Lookup,
): number | undefined {
  const by = readField(key, row);
  if (by === undefined) return undefined;
  const name = toText(by);
  const total = inMillionths((totals.get(name) ?? 0) + (readNumber(number, row, 'running') ?? 0));
  totals.set(name, total);
  return total;
}

function readNumber(source: FieldSource, row: Lookup, kind: string): number | undefined {
  const value = readField(source, row);
  if (value === undefined || typeof value === 'number') return value;
  const name = source.kind === 'column' ? `column "${source.column}"` : source.kind;
  throw new CellError(`${name}: expected a number for ${kind}`);
}

/** 3 times 2.55 is 7.65: prices are decimal, and the engine adds up millionths. */
function inMillionths(value: number): number {
  const millionths = Math.round(value * 1e6);
  return Number.isSafeInteger(millionths) ? millionths / 1e6 : value;
}

function readObject(
  source: Extract<FieldSource, { kind: 'object' }>,
  row: Lookup,
): JsonValue | undefined {
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
  { as, column, format, decimal, toZone }: Extract<FieldSource, { kind: 'column' }>,
): JsonValue {
  const refuse = (): never => {
    throw new CellError(`column "${column}": expected ${as}`);
  };
  const zoned = (utc: number | null): number => {
    if (utc === null) return refuse();
    return toZone === null || saysZone(value) ? utc : toZone(utc);
  };
  if (format !== null) return zoned(format(toText(value)));
  if (as === 'string') return toText(value);
  if (as === 'instant') return zoned(readInstant(value));
  if (as === 'microseconds') return readMicroseconds(value) ?? refuse();
  if (typeof value !== 'string') {
    return as === 'auto' || as === 'json' || typeof value === as ? value : refuse();
  }
  if (as === 'auto') return guessCell(value);
  if (as === 'json') return parseJson(value) ?? refuse();
  if (as === 'boolean') return readBoolean(value) ?? refuse();
  const text = decimal === null ? value : plainNumber(value, decimal);
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) ? number : refuse();
}

const ZONE = /(?:Z|UTC|GMT|:\d\d(?:[.,]\d+)?\s*[+-]\d\d(?::?\d\d)?)\s*$/i;
const PLAIN = /^\s*-?\d+(?:\.\d+)?\s*$/;

/** Whether an instant needs no zone, because it says one or is a number since the epoch. */
function saysZone(value: JsonValue): boolean {
  return typeof value !== 'string' || PLAIN.test(value) || ZONE.test(value);
}

const LETTERS_AND_BLANKS = /^[^\d.,+-]+|[^\d.,]+$|[\s\u00a0\u202f']/g;

/** `1.234,50 €` as `1234.50`: without the signs that part thousands, blanks and a currency. */
function plainNumber(text: string, decimal: ',' | '.'): string {
  const bare = text.replace(LETTERS_AND_BLANKS, '');
  return decimal === '.' ? bare.replaceAll(',', '') : bare.replaceAll('.', '').replace(',', '.');
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
