import type { FieldTest, Filter } from '../ast.ts';
import { wordList, wordNumber, wordValue } from './list.ts';
import { wordQuantity } from './tests.ts';

const ORDER = {
  number: { gt: 'more than', gte: 'at least', lt: 'less than', lte: 'at most' },
  date: { gt: 'after', gte: 'on or after', lt: 'before', lte: 'on or before' },
  version: { gt: 'newer than', gte: 'version', lt: 'older than', lte: 'at most version' },
  string: { gt: 'after', gte: 'from', lt: 'before', lte: 'up to' },
} as const;

const PARTS = {
  contains: 'contains',
  startsWith: 'starts with',
  endsWith: 'ends with',
  glob: 'matches',
} as const;

/** A filter in words: `section is politics and price is more than 50`. */
export function wordFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'all':
    case 'any': {
      const joint = filter.kind === 'all' ? ' and ' : ' or ';
      return filter.of.map((one) => inside(one, filter.kind)).join(joint);
    }
    case 'not':
      return `not (${wordFilter(filter.of)})`;
    case 'field': {
      const field = nameOf(filter.field);
      return filter.tests.map((test) => wordTest(field, test)).join(' and ');
    }
  }
}

function inside(filter: Filter, around: 'all' | 'any'): string {
  const text = wordFilter(filter);
  const mixed = filter.kind !== 'not' && filter.kind !== around && text.includes(' and ');
  const other = (filter.kind === 'any' && around === 'all') || (mixed && around === 'any');
  return other ? `(${text})` : text;
}

function nameOf(field: string): string {
  if (field === '') return 'it';
  if (field === '@hour') return 'the hour';
  return field === '@weekday' ? 'the weekday' : field;
}

function wordTest(field: string, test: FieldTest): string {
  switch (test.op) {
    case 'eq':
      return `${field} is ${wordValue(test.value)}`;
    case 'ne':
      return `${field} is not ${wordValue(test.value)}`;
    case 'in':
      return `${field} is ${wordList(test.values.map(wordValue), 'or')}`;
    case 'notIn':
      return `${field} is not ${wordList(test.values.map(wordValue), 'or')}`;
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte': {
      const newer = test.as === 'version' && test.op === 'gte' ? ' or newer' : '';
      return `${field} is ${ORDER[test.as][test.op]} ${wordValue(test.value)}${newer}`;
    }
    case 'between':
      return `${field} is from ${wordValue(test.from)} to ${wordValue(test.to)}`;
    case 'exists':
      return `${field} is ${test.value ? '' : 'not '}set`;
    case 'contains':
    case 'startsWith':
    case 'endsWith':
    case 'glob':
      return `${field} ${PARTS[test.op]} ${wordValue(test.value)}`;
    case 'anyOf':
      return `any of ${field} has (${wordFilter(test.of)})`;
    case 'allOf':
      return `all of ${field} have (${wordFilter(test.of)})`;
    case 'size':
      return `${field} has ${wordQuantity(test.tests)} entries`;
    case 'model':
      return `${test.model} gives ${field} ${wordQuantity(test.tests, wordNumber)}`;
  }
}
