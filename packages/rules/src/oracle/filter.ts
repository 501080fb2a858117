import type { JsonValue, Params } from '@inkling/engine';
import type {
  CompareAs,
  EventMatch,
  FieldTest,
  Filter,
  NumberTest,
  Rules,
  Scalar,
} from '../ast.ts';
import { globMatches } from './glob.ts';
import { parseInstant } from './instant.ts';
import { vectorModel } from './linear.ts';
import { localHour, localWeekday, type ZoneTable } from './local-time.ts';
import { compareVersions } from './version.ts';

/** What a filter may refer to beyond the params themselves. */
export interface Scope {
  readonly zone: ZoneTable;
  readonly rules: Pick<Rules, 'models'>;
}

/** An event as a filter sees it, and what else it may refer to. */
interface Look {
  readonly t: number;
  readonly scope: Scope;
}

/**
 * Whether an event is one that a measure looks at: its type is listed and its params pass.
 */
export function matches(
  match: EventMatch,
  event: { readonly t: number; readonly type: string; readonly params: Params },
  scope: Scope,
): boolean {
  if (match.types !== null && !match.types.includes(event.type)) return false;
  return match.where === null || passes(match.where, event.params, { t: event.t, scope });
}

/**
 * Whether params pass a filter: the sentence that the filter is, read aloud.
 *
 * Two-valued: a test is true or false, never unknown, so `not` is plain negation.
 */
export function passes(filter: Filter, value: JsonValue, look: Look): boolean {
  switch (filter.kind) {
    case 'all':
      return filter.of.every((child) => passes(child, value, look));
    case 'any':
      return filter.of.some((child) => passes(child, value, look));
    case 'not':
      return !passes(filter.of, value, look);
    case 'field': {
      const found = ownField(filter.field, look) ?? fieldOf(value, filter.field);
      return filter.tests.every((test) => passesTest(test, found, look));
    }
  }
}

/**
 * The value at a dotted path; `undefined` when absent. The empty path is the value itself. A
 * `null` is absent: JSON has no other word for "no value".
 */
export function fieldOf(value: JsonValue, path: string): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const key of path === '' ? [] : path.split('.')) {
    if (at === null || typeof at !== 'object' || Array.isArray(at)) return undefined;
    const own = at as { readonly [key: string]: JsonValue };
    at = Object.hasOwn(own, key) ? own[key] : undefined;
    if (at === undefined) return undefined;
  }
  return at === null ? undefined : at;
}

/** The two fields that every event has by its own instant: local hour, and weekday from Monday. */
function ownField(field: string, { t, scope: { zone } }: Look): number | undefined {
  if (field === '@hour') return localHour(zone, t);
  return field === '@weekday' ? localWeekday(zone, t) : undefined;
}

function passesTest(test: FieldTest, found: JsonValue | undefined, look: Look): boolean {
  if (test.op === 'exists') return (found !== undefined) === test.value;
  if (found === undefined) return false;
  switch (test.op) {
    case 'eq':
      return sameJson(fold(found, test.caseless), fold(test.value, test.caseless));
    case 'ne':
      return !sameJson(fold(found, test.caseless), fold(test.value, test.caseless));
    case 'in':
      return test.values.some((v) => sameJson(fold(found, test.caseless), fold(v, test.caseless)));
    case 'notIn':
      return !test.values.some((v) => sameJson(fold(found, test.caseless), fold(v, test.caseless)));
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return isOrdered(test.op, compareAs(test.as, found, test.value));
    case 'between':
      return (
        isOrdered('gte', compareAs(test.as, found, test.from)) &&
        isOrdered('lte', compareAs(test.as, found, test.to))
      );
    case 'contains':
    case 'startsWith':
    case 'endsWith':
    case 'glob':
      return typeof found === 'string' && passesText(test.op, found, test.value, test.caseless);
    case 'anyOf':
      return Array.isArray(found) && found.some((element) => passes(test.of, element, look));
    case 'allOf':
      return Array.isArray(found) && found.every((element) => passes(test.of, element, look));
    case 'size':
      return Array.isArray(found) && test.tests.every((t) => passesNumber(t, found.length));
    case 'model': {
      const model = look.scope.rules.models.find((m) => m.id === test.model);
      const value = model === undefined ? null : vectorModel(model, found);
      return value !== null && test.tests.every((t) => passesNumber(t, value));
    }
  }
}

function passesText(
  op: 'contains' | 'startsWith' | 'endsWith' | 'glob',
  found: string,
  wanted: string,
  caseless: boolean,
): boolean {
  const text = caseless ? found.toLowerCase() : found;
  const part = caseless ? wanted.toLowerCase() : wanted;
  if (op === 'contains') return text.includes(part);
  if (op === 'startsWith') return text.startsWith(part);
  if (op === 'endsWith') return text.endsWith(part);
  return globMatches(part, text);
}

/** Lower case for strings where case does not count; anything else as it is. */
function fold(value: JsonValue, caseless: boolean): JsonValue {
  return caseless && typeof value === 'string' ? value.toLowerCase() : value;
}

/** Equal as JSON: same type, same value; objects regardless of the order of their keys. */
export function sameJson(a: JsonValue, b: JsonValue): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as { readonly [key: string]: JsonValue };
  const right = b as { readonly [key: string]: JsonValue };
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key]!, right[key]!));
}

/**
 * How `a` stands to `b`: negative, 0 or positive; `null` when they cannot be compared in this
 * way, which makes every comparison false.
 */
function compareAs(as: CompareAs, a: JsonValue, b: Scalar): number | null {
  if (as === 'number') return typeof a === 'number' && typeof b === 'number' ? a - b : null;
  if (as === 'date') {
    const [left, right] = [parseInstant(a), parseInstant(b)];
    return left === null || right === null ? null : left - right;
  }
  if (typeof a !== 'string' || typeof b !== 'string') return null;
  if (as === 'version') return compareVersions(a, b);
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function isOrdered(op: 'gt' | 'gte' | 'lt' | 'lte', order: number | null): boolean {
  if (order === null) return false;
  if (op === 'gt') return order > 0;
  if (op === 'gte') return order >= 0;
  if (op === 'lt') return order < 0;
  return order <= 0;
}

/** Whether a number that is there passes one test. */
export function passesNumber(test: NumberTest, x: number): boolean {
  switch (test.op) {
    case 'eq':
      return x === test.value;
    case 'ne':
      return x !== test.value;
    case 'between':
      return x >= test.from && x <= test.to;
    default:
      return typeof test.value === 'number' && isOrdered(test.op, x - test.value);
  }
}
