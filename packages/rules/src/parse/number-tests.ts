import type { NumberTest } from '../ast.ts';
import { type Context, refuse, refuseName, refuseSaid } from './context.ts';
import { NUMBER_OPS } from './operators.ts';
import { at, type Path } from './path.ts';
import { isObject, type JsonSchema, type NamedReader, named, type Reader } from './reader.ts';
import { number } from './scalars.ts';

type Op = (typeof NUMBER_OPS)[number];

/** How authors compare a number; all must hold. */
export interface NumberTests {
  readonly eq?: number;
  readonly ne?: number;
  readonly gt?: number;
  readonly gte?: number;
  readonly lt?: number;
  readonly lte?: number;
  /** Both ends included. */
  readonly between?: readonly [from: number, to: number];
}

const value = number('a number');
const pairSchema: JsonSchema = {
  type: 'array',
  items: { type: 'number' },
  minItems: 2,
  maxItems: 2,
};

/** Comparisons of a number, at least one. */
export const numberTests: NamedReader<NumberTests, readonly NumberTest[]> = named('number-tests', {
  schema: {
    type: 'object',
    description: 'comparisons of a number, such as {"gte": 3}',
    properties: Object.fromEntries(
      NUMBER_OPS.map((op) => [op, op === 'between' ? pairSchema : value.schema]),
    ),
    additionalProperties: false,
    minProperties: 1,
  },
  read(tests, path, ctx) {
    if (!isObject(tests)) {
      return refuse(ctx, 'wrong-type', path, tests, 'comparisons such as {"gte": 3}');
    }
    const keys = Object.keys(tests);
    if (keys.length === 0) {
      return refuseSaid(
        ctx,
        'no-comparison',
        path,
        'no comparison',
        `one of ${NUMBER_OPS.join(', ')}`,
      );
    }
    const read = keys.map((key) => readOne(key, tests[key], at(path, key), ctx));
    return read.every((one) => one !== undefined) ? read : undefined;
  },
});

function readOne(key: string, found: unknown, path: Path, ctx: Context): NumberTest | undefined {
  const op = NUMBER_OPS.find((one): one is Op => one === key);
  if (op === undefined) return refuseName(ctx, 'unknown-key', path, key, NUMBER_OPS);
  if (op === 'between') {
    const ends = readPair(found, path, ctx, value);
    return ends && { op, from: ends[0], to: ends[1] };
  }
  const bound = value.read(found, path, ctx);
  return bound === undefined ? undefined : { op, value: bound };
}

/** Two ends of a range, the smaller first. */
export function readPair(
  found: unknown,
  path: Path,
  ctx: Context,
  end: Reader<never, number> | Reader<unknown, number> | Reader<number, number>,
): readonly [number, number] | undefined {
  if (!Array.isArray(found) || found.length !== 2) {
    return refuse(ctx, 'wrong-type', path, found, 'a list of two values');
  }
  const from = end.read(found[0], at(path, 0), ctx);
  const to = end.read(found[1], at(path, 1), ctx);
  if (from === undefined || to === undefined) return undefined;
  if (from <= to) return [from, to];
  return refuseSaid(
    ctx,
    'wrong-value',
    path,
    'a range from more to less',
    'the smaller value first',
  );
}
