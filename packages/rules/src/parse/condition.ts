import type { Condition, Measure, ValueTest } from '../ast.ts';
import { type Context, refuse, refuseName, refuseSaid } from './context.ts';
import { measureKey, readMeasure } from './measure.ts';
import { refer } from './measure-spec.ts';
import { MEASURES } from './measures.ts';
import { at, type Path } from './path.ts';
import { isObject, type Reader, readFields, required } from './reader.ts';
import { id, whole } from './scalars.ts';
import { readValueTests, VALUE_OPS } from './value-tests.ts';

const MOST_TERMS = 200;
const LOGIC = ['all', 'any', 'not', 'atLeast', 'in'] as const;

/** A condition, as `enter` and `exit` take it. */
export const condition: Reader<Readonly<Record<string, unknown>>, Condition> = {
  schema: { $ref: '#/definitions/condition' },
  read: readCondition,
};

function readCondition(value: unknown, path: Path | null, ctx: Context): Condition | undefined {
  if (!isObject(value)) return refuse(ctx, 'wrong-type', path, value, 'an object with a condition');
  if (measureKey(value) !== null) return readCompare(value, path, ctx);
  const key = LOGIC.find((one) => Object.hasOwn(value, one));
  switch (key) {
    case 'all':
    case 'any': {
      const parts = readFields({ [key]: required(conditions) }, value, path, ctx);
      const of = parts?.[key];
      return of && { kind: key, of };
    }
    case 'not': {
      const parts = readFields({ not: required(condition) }, value, path, ctx);
      return parts && { kind: 'not', of: parts.not };
    }
    case 'atLeast':
      return readAtLeast(value, path, ctx);
    case 'in': {
      const parts = readFields({ in: required(id) }, value, path, ctx);
      return parts && { kind: 'in', segment: refer(ctx, 'segment', parts.in, at(path, 'in')) };
    }
    default:
      return refuseUnnamed(value, path, ctx);
  }
}

const conditions: Reader<readonly Readonly<Record<string, unknown>>[], readonly Condition[]> = {
  schema: { type: 'array', items: condition.schema, minItems: 1, maxItems: MOST_TERMS },
  read(value, path, ctx) {
    if (!Array.isArray(value))
      return refuse(ctx, 'wrong-type', path, value, 'a list of conditions');
    if (value.length === 0 || value.length > MOST_TERMS) {
      return refuse(ctx, 'wrong-value', path, value, `a list of 1 to ${MOST_TERMS} conditions`);
    }
    const of = value.map((one: unknown, i) => readCondition(one, at(path, i), ctx));
    return of.every((one) => one !== undefined) ? of : undefined;
  },
};

function readAtLeast(
  value: Readonly<Record<string, unknown>>,
  path: Path | null,
  ctx: Context,
): Condition | undefined {
  const fields = { atLeast: required(whole(1, MOST_TERMS)), of: required(conditions) };
  const parts = readFields(fields, value, path, ctx);
  if (parts === undefined) return undefined;
  const { atLeast, of } = parts;
  if (atLeast <= of.length) return { kind: 'atLeast', n: atLeast, of };
  const expected = `at most ${of.length}, the number of conditions`;
  return refuse(ctx, 'wrong-value', at(path, 'atLeast'), atLeast, expected);
}

function refuseUnnamed(
  value: Readonly<Record<string, unknown>>,
  path: Path | null,
  ctx: Context,
): undefined {
  const known = [...Object.keys(MEASURES), ...LOGIC];
  const [first] = Object.keys(value);
  if (first === undefined) {
    return refuseSaid(ctx, 'no-measure', path, 'an empty object', 'a measure, all, any or not');
  }
  return refuseName(ctx, 'unknown-key', at(path, first), first, known);
}

function readCompare(
  value: Readonly<Record<string, unknown>>,
  path: Path | null,
  ctx: Context,
): Condition | undefined {
  const read = readMeasure(value, path, ctx, true);
  if (read === undefined) return undefined;
  const tests = readValueTests(value, path, ctx, read.kind, read.labels);
  if (tests === undefined) return undefined;
  if (tests.length > 0) return { kind: 'compare', measure: read.measure, tests };
  const implied = impliedTests(read.measure);
  if (implied !== null) return { kind: 'compare', measure: read.measure, tests: implied };
  const found = `${read.measure.kind} with nothing to compare it with`;
  return refuseSaid(ctx, 'no-comparison', path, found, `one of ${VALUE_OPS.join(', ')}`);
}

/** Only a change of membership says by itself what is asked: that it happened. */
function impliedTests(measure: Measure): readonly ValueTest[] | null {
  const happened = measure.kind === 'entered' || measure.kind === 'exited';
  return happened ? [{ op: 'gte', value: 1 }] : null;
}
