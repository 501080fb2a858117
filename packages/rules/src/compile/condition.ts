import { type Code, codes } from '@inkling/engine';
import type { Condition, Measure, Scalar, ValueTest } from '../ast.ts';
import { cutsOf, thresholds } from './cuts.ts';
import { type FilterCode, presence } from './filter.ts';
import { parseInstant } from './instant.ts';
import { compileMeasure } from './measure.ts';
import type { Tables } from './table.ts';
import type { MeasureCode } from './window.ts';

/** A leaf, `~leaf`, or a list. */
export type NodeCode = number | readonly NodeCode[];

const ORDER = { gt: codes.GT, gte: codes.GTE, lt: codes.LT, lte: codes.LTE } as const;

/** A condition as the engine reads it. */
export function compileCondition(condition: Condition, tables: Tables): NodeCode {
  switch (condition.kind) {
    case 'all':
    case 'any':
    case 'atLeast': {
      const of = condition.of.map((one) => compileCondition(one, tables));
      const least = 'n' in condition ? condition.n : condition.kind === 'all' ? of.length : 1;
      return of.length === 1 && least === 1 ? of[0]! : [least, ...of];
    }
    case 'not':
      return opposite(compileCondition(condition.of, tables));
    case 'in': {
      const segment = tables.segment(condition.segment);
      return hang(segment, [~segment], tables);
    }
    case 'compare': {
      tables.hangsOn.clear();
      const row = compileLeaf(condition.measure, condition.tests, tables);
      return hang(row, [...tables.hangsOn], tables);
    }
  }
}

/** The number of a comparison, noted with what it hangs on. */
function hang(row: Code['l'][number], on: readonly number[], tables: Tables): number {
  const leaf = tables.leaf(row);
  tables.hanging[leaf] = on;
  return leaf;
}

function opposite(node: NodeCode): NodeCode {
  return typeof node === 'number' ? ~node : [~(node[0] as number), ...node.slice(1)];
}

function compileLeaf(
  measure: Measure,
  tests: readonly ValueTest[],
  tables: Tables,
): Code['l'][number] {
  const row = compileMeasure(measure, tables);
  const scale = scaleOf(row);
  const cuts = scale === null ? null : cutsOf(tests, scale, isNeverBelowZero(measure, tables));
  if (cuts) return [row, cuts.answers, ...cuts.at];
  const filters = tests.map(compileTest);
  const filter = filters.length === 1 ? filters[0]! : ([codes.ALL, ...filters] as const);
  return [row, filter, ...tests.flatMap(thresholds)];
}

/** Steps to one of a measure that always is a whole number of steps; `null` for any other. */
function scaleOf([kind, , , scale]: MeasureCode): number | null {
  if (kind === codes.TOTAL) return scale as number;
  const isWhole =
    kind === codes.DISTINCT ||
    kind === codes.PERIOD_TOTALS ||
    kind === codes.REGULAR ||
    kind === codes.STREAK ||
    kind === codes.ENGAGED_VIEWS ||
    kind === codes.SEQUENCE;
  return isWhole ? 1 : null;
}

function isNeverBelowZero(measure: Measure, { rules }: Tables): boolean {
  let found = measure;
  while (found.kind === 'signal') {
    const { signal } = found;
    found = rules.signals.find(({ id }) => id === signal)!.measure;
  }
  return found.kind !== 'sum' && found.kind !== 'revenue' && found.kind !== 'engaged';
}

/** A filter of the value itself, whose path is empty. */
function compileTest(test: ValueTest): FilterCode {
  switch (test.op) {
    case 'eq':
      return [codes.EQ, '', test.value];
    case 'ne':
      return [codes.NOT, [codes.IN, '', [test.value, null]]];
    case 'in':
      return [codes.IN, '', test.values];
    case 'notIn':
      return [codes.NOT, [codes.IN, '', [...test.values, null]]];
    case 'between':
      return [codes.ALL, [codes.GTE, '', test.from], [codes.LTE, '', test.to]];
    case 'exists':
      return presence('', test.value);
    case 'includes':
      return [codes.ANY_OF, '', [codes.EQ, '', test.value]];
    default: {
      const order = (value: Scalar): FilterCode => [ORDER[test.op], '', value];
      const ms = typeof test.value === 'string' ? parseInstant(test.value) : null;
      return ms === null ? order(test.value) : [codes.ANY, order(test.value), order(ms)];
    }
  }
}
