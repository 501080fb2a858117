import type { FieldTest, Filter } from '../ast.ts';
import { type Context, refuse, refuseSaid } from './context.ts';
import { FIELD_OPS, type FieldTests, isFieldOp, readFieldTests } from './field-tests.ts';
import { at, type Path } from './path.ts';
import { isObject, type Reader } from './reader.ts';

const MOST_TERMS = 200;
const MOST_FIELD_LETTERS = 200;

/** What may be asked of one field: a value (equal), a list (one of), or comparisons. */
export type WrittenFieldTest = string | number | boolean | readonly unknown[] | FieldTests;

/** How authors write a filter: field names, or `all`, `any`, `not` around filters. */
export type WrittenFilter = {
  readonly [field: string]: WrittenFieldTest | WrittenFilter | readonly WrittenFilter[];
};

/** A filter as `where` takes it; every key must hold. */
export const filter: Reader<WrittenFilter, Filter> = {
  schema: { $ref: '#/definitions/filter' },
  read: readFilter,
};

function readFilter(value: unknown, path: Path | null, ctx: Context): Filter | undefined {
  if (!isObject(value)) return refuse(ctx, 'wrong-type', path, value, 'an object of field tests');
  const keys = Object.keys(value);
  if (keys.length === 0 || keys.length > MOST_TERMS) {
    return refuse(ctx, 'wrong-value', path, value, `1 to ${MOST_TERMS} field tests`);
  }
  const terms = keys.map((key) => readTerm(key, value[key], at(path, key), ctx));
  if (!terms.every((term) => term !== undefined)) return undefined;
  return terms.length === 1 ? terms[0] : { kind: 'all', of: terms };
}

function readTerm(key: string, value: unknown, path: Path, ctx: Context): Filter | undefined {
  if (key === 'all' || key === 'any') {
    return readGroup(key, value, path, ctx);
  }
  if (key === 'not') {
    const of = readFilter(value, path, ctx);
    return of === undefined ? undefined : { kind: 'not', of };
  }
  const field = fieldName(key);
  if (!isFieldName(field)) {
    const expected = `a field name of 1 to ${MOST_FIELD_LETTERS} letters with no empty part`;
    return refuse(ctx, 'wrong-value', path, key, expected);
  }
  const tests = readTests(value, path, ctx);
  return tests === undefined ? undefined : { kind: 'field', field, tests };
}

function readGroup(
  kind: 'all' | 'any',
  value: unknown,
  path: Path,
  ctx: Context,
): Filter | undefined {
  if (!Array.isArray(value)) {
    const expected = `a list of filters (for a field called "${kind}" write ".${kind}")`;
    return refuse(ctx, 'wrong-type', path, value, expected);
  }
  if (value.length === 0 || value.length > MOST_TERMS) {
    return refuse(ctx, 'wrong-value', path, value, `1 to ${MOST_TERMS} filters`);
  }
  const of = value.map((one: unknown, i) => readFilter(one, at(path, i), ctx));
  return of.every((one) => one !== undefined) ? { kind, of } : undefined;
}

/** A leading dot marks a field whose name is also a word of the language. */
function fieldName(key: string): string {
  return key.startsWith('.') ? key.slice(1) : key;
}

function isFieldName(field: string): boolean {
  return field.length <= MOST_FIELD_LETTERS && field.split('.').every((part) => part !== '');
}

/** A bare value is equality, a bare list is one of its values, an object holds comparisons. */
function readTests(value: unknown, path: Path, ctx: Context): readonly FieldTest[] | undefined {
  if (!isObject(value)) {
    const op = Array.isArray(value) ? 'in' : 'eq';
    return readFieldTests({ [op]: value }, path, ctx, innerFilter, true);
  }
  return readFieldTests(value, path, ctx, innerFilter, false);
}

/** What `any` and `all` ask of each element: comparisons of the element, or a filter of its fields. */
function innerFilter(value: unknown, path: Path, ctx: Context): Filter | undefined {
  const isTest = !isObject(value) || (Object.keys(value).every(isFieldOp) && !hasGroup(value));
  if (!isTest) return readFilter(value, path, ctx);
  if (isObject(value) && Object.keys(value).length === 0) {
    return refuseSaid(
      ctx,
      'wrong-value',
      path,
      'an empty object',
      `one of ${FIELD_OPS.join(', ')}`,
    );
  }
  const tests = readTests(value, path, ctx);
  return tests === undefined ? undefined : { kind: 'field', field: '', tests };
}

/** `any` and `all` with a list of filters combine filters; with anything else they ask a list. */
function hasGroup(value: Readonly<Record<string, unknown>>): boolean {
  return [value.any, value.all].some(
    (part) => Array.isArray(part) && part.length > 0 && part.every(isObject),
  );
}
