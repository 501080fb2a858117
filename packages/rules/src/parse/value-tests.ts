import type { Scalar, ValueTest } from '../ast.ts';
import { type Context, refuse, refuseName, type ValueKind } from './context.ts';
import { parseDuration } from './duration.ts';
import { readPair } from './number-tests.ts';
import { COMMON_OPS, MOST_VALUES, readValues } from './operators.ts';
import { at, type Path } from './path.ts';
import type { JsonSchema, Reader } from './reader.ts';
import { boolean, duration, instant, number, scalar } from './scalars.ts';

/** Words that compare a measured value. */
export const VALUE_OPS = [...COMMON_OPS, 'includes'] as const;
type ValueOp = (typeof VALUE_OPS)[number];

const OPS_OF: Readonly<Record<ValueKind, readonly ValueOp[]>> = {
  number: COMMON_OPS,
  seconds: COMMON_OPS,
  duration: COMMON_OPS,
  date: COMMON_OPS,
  scalar: COMMON_OPS,
  label: ['eq', 'ne', 'in', 'notIn', 'exists'],
  set: ['includes', 'exists'],
};

const EXPECTED_SECONDS = 'a number of seconds, or a duration such as 2m';
/** Seconds as a number, or a duration. */
const seconds: Reader<number | string, number> = {
  schema: { type: ['number', 'string'], description: EXPECTED_SECONDS },
  read(value, path, ctx) {
    if (typeof value !== 'string') return number(EXPECTED_SECONDS).read(value, path, ctx);
    const ms = parseDuration(value);
    if (ms !== null && ms >= 0) return ms / 1000;
    return refuse(ctx, 'wrong-value', path, value, EXPECTED_SECONDS);
  },
};

const ORDER_OF = {
  number: number('a number'),
  seconds,
  duration: duration('wrong-value', true),
  date: instant,
} as const;

/** A number or a text: what one scalar may be ordered against. */
const numberOrText: Reader<number | string, number | string> = {
  schema: { type: ['number', 'string'] },
  read(value, path, ctx) {
    if (typeof value === 'string') return value;
    return number('a number or a text').read(value, path, ctx);
  },
};

function one(kind: ValueKind): Reader<unknown, Scalar> {
  const reader = kind in ORDER_OF ? ORDER_OF[kind as keyof typeof ORDER_OF] : scalar;
  return reader as Reader<unknown, Scalar>;
}

/** Whether a key compares a measured value. */
export function isValueOp(key: string): key is ValueOp {
  return (VALUE_OPS as readonly string[]).includes(key);
}

/**
 * Reads the comparisons that stand in a condition beside its measure.
 *
 * @param labels - What a `strongest` may be compared with; `null` for any value.
 * @returns An empty list when there are none.
 */
export function readValueTests(
  value: Readonly<Record<string, unknown>>,
  path: Path | null,
  ctx: Context,
  kind: ValueKind,
  labels: readonly string[] | null,
): readonly ValueTest[] | undefined {
  const keys = Object.keys(value).filter(isValueOp);
  const tests = keys.map((op) => {
    const here = at(path, op);
    if (!OPS_OF[kind].includes(op)) {
      return refuseName(ctx, 'unknown-key', here, op, OPS_OF[kind]);
    }
    return readTest(op, value[op], here, ctx, kind, labels);
  });
  return tests.every((test) => test !== undefined) ? tests : undefined;
}

function readTest(
  op: ValueOp,
  value: unknown,
  path: Path,
  ctx: Context,
  kind: ValueKind,
  labels: readonly string[] | null,
): ValueTest | undefined {
  switch (op) {
    case 'exists': {
      const exists = boolean.read(value, path, ctx);
      return exists === undefined ? undefined : { op, value: exists };
    }
    case 'eq':
    case 'ne':
    case 'includes': {
      const same = readLabel(one(kind).read(value, path, ctx), path, ctx, labels);
      return same === undefined ? undefined : { op, value: same };
    }
    case 'in':
    case 'notIn': {
      const values = readValues(value, path, ctx, (each, here) =>
        readLabel(one(kind).read(each, here, ctx), here, ctx, labels),
      );
      return values && { op, values };
    }
    case 'between': {
      const end = kind === 'scalar' ? ORDER_OF.number : (one(kind) as Reader<unknown, number>);
      const ends = readPair(value, path, ctx, end);
      return ends && { op, from: ends[0], to: ends[1] };
    }
    default: {
      const bound = (kind === 'scalar' ? numberOrText : one(kind)).read(value, path, ctx);
      // Only scalars may be truth values, and those are read as numbers or texts here.
      return bound === undefined ? undefined : { op, value: bound as number | string };
    }
  }
}

/** A `strongest` compared with a label that it cannot give would be false for ever. */
function readLabel(
  value: Scalar | undefined,
  path: Path,
  ctx: Context,
  labels: readonly string[] | null,
): Scalar | undefined {
  if (value === undefined || labels === null || labels.includes(String(value))) return value;
  return refuseName(ctx, 'unknown-reference', path, String(value), labels);
}

/**
 * The schema of the comparisons that fit a kind of value.
 *
 * @param kind - `any` where only the rest of the file can tell.
 */
export function valueTestsSchema(kind: ValueKind | 'any'): Readonly<Record<string, JsonSchema>> {
  const value = kind === 'any' ? scalar.schema : one(kind).schema;
  const schemaOf = (op: ValueOp): JsonSchema => {
    if (op === 'exists') return boolean.schema;
    if (op === 'in' || op === 'notIn') {
      return { type: 'array', items: value, minItems: 1, maxItems: MOST_VALUES };
    }
    if (op === 'between') return { type: 'array', items: value, minItems: 2, maxItems: 2 };
    return value;
  };
  const ops = kind === 'any' ? VALUE_OPS : OPS_OF[kind];
  return Object.fromEntries(ops.map((op) => [op, schemaOf(op)]));
}
