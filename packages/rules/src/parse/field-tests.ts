import type { JsonValue } from '@inkling/engine';
import type { CompareAs, FieldTest, Filter, NumberTest, Scalar } from '../ast.ts';
import { type Context, refuse, refuseName, refuseSaid } from './context.ts';
import { parseInstant } from './instant.ts';
import { numberTests } from './number-tests.ts';
import { COMMON_OPS, readValues } from './operators.ts';
import { at, type Path } from './path.ts';
import { isObject } from './reader.ts';
import { boolean, id, number, scalar, text, word } from './scalars.ts';
import { isVersion } from './version.ts';

/** How two values may be ordered. */
export const COMPARE_AS = ['number', 'date', 'version', 'string'] as const;

/** Words that compare a field. */
export const FIELD_OPS = [
  ...COMMON_OPS,
  'contains',
  'startsWith',
  'endsWith',
  'glob',
  'any',
  'all',
  'size',
  'model',
] as const;
/** Words that say how the others compare. */
const MODIFIERS = ['caseless', 'as'] as const;
type FieldOp = (typeof FIELD_OPS)[number];

/** How authors write comparisons of one field; all must hold. */
export interface FieldTests {
  readonly eq?: JsonValue;
  readonly ne?: JsonValue;
  readonly in?: readonly JsonValue[];
  readonly notIn?: readonly JsonValue[];
  readonly gt?: Scalar;
  readonly gte?: Scalar;
  readonly lt?: Scalar;
  readonly lte?: Scalar;
  readonly between?: readonly [Scalar, Scalar];
  readonly exists?: boolean;
  readonly contains?: string;
  readonly startsWith?: string;
  readonly endsWith?: string;
  readonly glob?: string;
  readonly any?: unknown;
  readonly all?: unknown;
  readonly size?: unknown;
  readonly model?: unknown;
  /** For text: capital and small letters are the same. */
  readonly caseless?: boolean;
  /** How text is ordered by gt, gte, lt, lte and between. */
  readonly as?: CompareAs;
}

/** Whether a key compares a field (or says how). */
export function isFieldOp(key: string): boolean {
  return (FIELD_OPS as readonly string[]).includes(key) || MODIFIERS.some((one) => one === key);
}

type ReadFilter = (value: unknown, path: Path, ctx: Context) => Filter | undefined;
interface Modifiers {
  readonly caseless: boolean;
  readonly as: CompareAs | null;
}

/**
 * Reads the comparisons of one field.
 *
 * @param bare - The value stood there without its operator, so that its path has no key for it.
 */
export function readFieldTests(
  value: Readonly<Record<string, unknown>>,
  path: Path,
  ctx: Context,
  readInner: ReadFilter,
  bare: boolean,
): readonly FieldTest[] | undefined {
  const as = Object.hasOwn(value, 'as')
    ? word(COMPARE_AS).read(value.as, at(path, 'as'), ctx)
    : null;
  const caseless = Object.hasOwn(value, 'caseless')
    ? boolean.read(value.caseless, at(path, 'caseless'), ctx)
    : false;
  if (as === undefined || caseless === undefined) return undefined;
  const keys = Object.keys(value).filter((key) => key !== 'as' && key !== 'caseless');
  if (keys.length === 0) {
    return refuseSaid(
      ctx,
      'no-comparison',
      path,
      'no comparison',
      `one of ${FIELD_OPS.join(', ')}`,
    );
  }
  const tests = keys.map((key) => {
    const here = bare ? path : at(path, key);
    if (!(FIELD_OPS as readonly string[]).includes(key)) {
      return refuseName(ctx, 'unknown-key', here, key, [...FIELD_OPS, ...MODIFIERS]);
    }
    return readTest(key as FieldOp, value[key], here, ctx, { caseless, as }, readInner);
  });
  return tests.every((test) => test !== undefined) ? tests : undefined;
}

function readTest(
  op: FieldOp,
  value: unknown,
  path: Path,
  ctx: Context,
  { caseless, as }: Modifiers,
  readInner: ReadFilter,
): FieldTest | undefined {
  switch (op) {
    case 'eq':
    case 'ne': {
      const same = readValue(value, path, ctx);
      return same === undefined ? undefined : { op, value: same, caseless };
    }
    case 'in':
    case 'notIn': {
      const values = readValues(value, path, ctx, (one, here) => readValue(one, here, ctx));
      return values && { op, values, caseless };
    }
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte': {
      const bound = readBound(value, path, ctx, as);
      return bound && { op, ...bound };
    }
    case 'between':
      return readBetween(value, path, ctx, as);
    case 'exists': {
      const exists = boolean.read(value, path, ctx);
      return exists === undefined ? undefined : { op, value: exists };
    }
    case 'contains':
    case 'startsWith':
    case 'endsWith':
    case 'glob': {
      const part = text('a text').read(value, path, ctx);
      return part === undefined ? undefined : { op, value: part, caseless };
    }
    case 'any':
    case 'all': {
      const of = readInner(value, path, ctx);
      return of && { op: op === 'any' ? 'anyOf' : 'allOf', of };
    }
    case 'size': {
      const tests = readSize(value, path, ctx);
      return tests && { op, tests };
    }
    case 'model':
      return readModel(value, path, ctx);
  }
}

/** A null is absent, and nothing equals what is absent: the rule would be false in silence. */
function readValue(value: unknown, path: Path, ctx: Context): JsonValue | undefined {
  // The walk over the whole file refused everything that JSON cannot carry.
  if (value !== null) return value as JsonValue;
  return refuse(ctx, 'wrong-value', path, value, 'a value, or {"exists": false} for none');
}

function readBound(
  value: unknown,
  path: Path,
  ctx: Context,
  as: CompareAs | null,
): { readonly value: Scalar; readonly as: CompareAs } | undefined {
  const read = scalar.read(value, path, ctx);
  if (read === undefined) return undefined;
  const how = as ?? (typeof read === 'number' ? 'number' : null);
  if (how === null) {
    const expected = 'a number, or a text beside "as": "date", "version" or "string"';
    return refuse(ctx, 'wrong-value', path, value, expected);
  }
  return isOrdered(read, how, ctx)
    ? { value: read, as: how }
    : refuse(ctx, 'wrong-value', path, value, `a ${how} to compare with`);
}

function isOrdered(value: Scalar, as: CompareAs, ctx: Context): boolean {
  if (as === 'number') return typeof value === 'number';
  if (typeof value !== 'string') return false;
  if (as === 'date') return parseInstant(value, ctx.clock) !== null;
  return as === 'string' || isVersion(value);
}

function readBetween(
  value: unknown,
  path: Path,
  ctx: Context,
  as: CompareAs | null,
): FieldTest | undefined {
  if (!Array.isArray(value) || value.length !== 2) {
    return refuse(ctx, 'wrong-type', path, value, 'a list of two values');
  }
  const from = readBound(value[0], at(path, 0), ctx, as);
  const to = readBound(value[1], at(path, 1), ctx, as);
  if (from === undefined || to === undefined) return undefined;
  if (from.as !== to.as) {
    return refuseSaid(ctx, 'wrong-value', path, 'two kinds of value', 'two values of one kind');
  }
  if (from.as === 'number' && from.value > to.value) {
    const found = `from ${from.value} to ${to.value}`;
    return refuseSaid(ctx, 'wrong-value', path, found, 'the smaller value first');
  }
  return { op: 'between', from: from.value, to: to.value, as: from.as };
}

/** A bare number is equality, as everywhere. */
function readSize(value: unknown, path: Path, ctx: Context): readonly NumberTest[] | undefined {
  if (isObject(value)) return numberTests.read(value, path, ctx);
  const size = number('a number, or comparisons of one').read(value, path, ctx);
  return size === undefined ? undefined : [{ op: 'eq', value: size }];
}

/** `{"model": {"name": "sport", "gt": 0.7}}`: what a model says of the vector in this field. */
function readModel(value: unknown, path: Path, ctx: Context): FieldTest | undefined {
  if (!isObject(value)) {
    return refuse(ctx, 'wrong-type', path, value, 'an object with name and comparisons');
  }
  const { name, ...rest } = value;
  const model = id.read(name, at(path, 'name'), ctx);
  const tests = numberTests.read(rest, path, ctx);
  if (model === undefined || tests === undefined) return undefined;
  ctx.refs.push({ kind: 'model', id: model, at: at(path, 'name'), from: ctx.owner });
  return { op: 'model', model, tests };
}
