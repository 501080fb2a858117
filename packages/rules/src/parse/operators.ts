import { type Context, refuse, refuseSaid } from './context.ts';
import { at, type Path } from './path.ts';

/** Words that compare a number. */
export const NUMBER_OPS = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'between'] as const;

/** Words that compare whatever a field or a measure gives. */
export const COMMON_OPS = [
  'eq',
  'ne',
  'in',
  'notIn',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'exists',
] as const;

/** Most values of `in` and `notIn`. */
export const MOST_VALUES = 1000;

/** The values of `in` and `notIn`, each read by itself. */
export function readValues<T>(
  value: unknown,
  path: Path,
  ctx: Context,
  read: (one: unknown, path: Path) => T | undefined,
): readonly T[] | undefined {
  if (!Array.isArray(value)) return refuse(ctx, 'wrong-type', path, value, 'a list of values');
  if (value.length === 0 || value.length > MOST_VALUES) {
    const found = `a list of ${value.length}`;
    return refuseSaid(ctx, 'wrong-value', path, found, `a list of 1 to ${MOST_VALUES} values`);
  }
  const values = value.map((one: unknown, i) => read(one, at(path, i)));
  return values.every((one) => one !== undefined) ? values : undefined;
}
