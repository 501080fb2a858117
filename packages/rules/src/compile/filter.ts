import { codes } from '@inkling/engine';
import type {
  CompareAs,
  EventMatch,
  FieldTest,
  Filter,
  Model,
  NumberTest,
  Scalar,
} from '../ast.ts';
import { parseInstant } from './instant.ts';
import type { Tables } from './table.ts';

export type FilterCode = readonly [op: number, ...args: readonly unknown[]];

const ORDER = { gt: codes.GT, gte: codes.GTE, lt: codes.LT, lte: codes.LTE } as const;

/** The row of a matcher. */
export function compileMatch({ types, where }: EventMatch, tables: Tables): number {
  return tables.matcher(
    where ? [types ?? 0, compileWhere(where, tables.rules.models)] : [types ?? 0],
  );
}

/** A filter as the engine reads it. */
export function compileWhere(filter: Filter, models: readonly Model[]): FilterCode {
  switch (filter.kind) {
    case 'all':
    case 'any': {
      const of = filter.of.map((one) => compileWhere(one, models));
      if (of.length === 1) return of[0]!;
      if (filter.kind === 'any') return [codes.ANY, ...of];
      // The engine looks the first one up, where that is an equality.
      return [
        codes.ALL,
        ...of.sort((a, b) => Number(b[0] === codes.EQ) - Number(a[0] === codes.EQ)),
      ];
    }
    case 'not':
      return [codes.NOT, compileWhere(filter.of, models)];
    case 'field': {
      const own = OWN_FIELDS.indexOf(filter.field);
      const field = own < 0 ? filter.field : '';
      const tests = filter.tests.flatMap((test) => compileFieldTest(field, test, models));
      const code = tests.length === 1 ? tests[0]! : ([codes.ALL, ...tests] as const);
      return own < 0 ? code : [codes.LOCAL, '', own, code];
    }
  }
}

/** Fields that every event has by its own instant. */
const OWN_FIELDS = ['@hour', '@weekday'];

function compileFieldTest(field: string, test: FieldTest, models: readonly Model[]): FilterCode[] {
  switch (test.op) {
    case 'eq':
    case 'ne':
      if (typeof test.value === 'object' && test.value !== null) {
        return [[codes.EQUAL, field, test.value, test.op === 'eq' ? 1 : 0]];
      }
      return test.op === 'eq'
        ? [text(codes.EQ, field, test.value, test.caseless)]
        : [opposite(text(codes.IN, field, [test.value, null], test.caseless))];
    case 'in':
    case 'notIn':
      return [membershipTest(field, test)];
    case 'exists':
      return [presence(field, test.value)];
    case 'contains':
      return [text(codes.CONTAINS, field, test.value, test.caseless)];
    case 'startsWith':
      return [text(codes.STARTS, field, test.value, test.caseless)];
    case 'endsWith':
      return [text(codes.ENDS, field, test.value, test.caseless)];
    case 'glob':
      // What the core can do needs no second chunk.
      if (/^[^*?]*\*\*$/.test(test.value)) {
        return [text(codes.STARTS, field, test.value.slice(0, -2), test.caseless)];
      }
      return [text(codes.GLOB, field, test.value, test.caseless)];
    case 'anyOf':
    case 'allOf':
      return [
        [test.op === 'anyOf' ? codes.ANY_OF : codes.ALL_OF, field, compileWhere(test.of, models)],
      ];
    case 'size':
      return [[codes.SIZE, field, ...numberTests(test.tests)]];
    case 'model': {
      const model = models.find(({ id }) => id === test.model);
      if (!model) throw new Error(`No model ${test.model}: the rules were not checked.`);
      const vector = [model.kind === 'cosine' ? 1 : 0, model.weights, model.bias];
      return [[codes.VECTOR_FITS, field, vector, ...numberTests(test.tests)]];
    }
    case 'between':
      return [
        order(codes.GTE, field, test.from, test.as),
        order(codes.LTE, field, test.to, test.as),
      ];
    default:
      return [order(ORDER[test.op], field, test.value, test.as)];
  }
}

/** One of several values; arrays and objects among them are compared one by one. */
function membershipTest(
  field: string,
  { op, values, caseless }: Extract<FieldTest, { op: 'in' | 'notIn' }>,
): FilterCode {
  const isDeep = (value: unknown): boolean => typeof value === 'object' && value !== null;
  const deep = values.filter(isDeep);
  const scalars = values.filter((value) => !isDeep(value));
  const plain =
    op === 'in'
      ? text(codes.IN, field, scalars, caseless)
      : opposite(text(codes.IN, field, [...scalars, null], caseless));
  if (deep.length === 0) return plain;
  const isIn = op === 'in';
  const all = deep.map((value) => [codes.EQUAL, field, value, isIn ? 1 : 0] as const);
  return [isIn ? codes.ANY : codes.ALL, plain, ...all];
}

const opposite = (filter: FilterCode): FilterCode => [codes.NOT, filter];

/** Whether there is something at a path. */
export function presence(path: string, isThere: boolean): FilterCode {
  const isAbsent = [codes.IN, path, [null]] as const;
  return isThere ? opposite(isAbsent) : isAbsent;
}

function text(op: number, field: string, value: unknown, caseless: boolean): FilterCode {
  return caseless ? [codes.FOLD, field, [op, '', fold(value)]] : [op, field, value];
}

function fold(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fold);
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function order(op: number, field: string, value: Scalar, as: CompareAs): FilterCode {
  if (as === 'date') return [codes.DATE, field, op, parseInstant(value)];
  if (as === 'version') return [codes.VERSION, field, op, value];
  return [op, field, value];
}

/** Tests of a number, each as an order or an equality. */
export function numberTests(tests: readonly NumberTest[]): [number, unknown][] {
  return tests.flatMap((test): [number, unknown][] =>
    test.op === 'between'
      ? [
          [codes.GTE, test.from],
          [codes.LTE, test.to],
        ]
      : test.op === 'eq' || test.op === 'ne'
        ? [[test.op === 'eq' ? codes.EQ : codes.NE, test.value]]
        : [[ORDER[test.op], test.value]],
  );
}
