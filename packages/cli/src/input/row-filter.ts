import type { JsonValue, Params } from '@inkling/engine';
import { type Filter, parseRules, passesFilter, RuleError } from '@inkling/rules';
import { guessCell } from './cell.ts';
import type { Lookup } from './field-source.ts';

/** A filter of a map: a `where` of the rule language, asked of a row's columns. */
export interface RowFilter {
  readonly columns: readonly string[];
  passes(row: Lookup): boolean;
}

const AROUND = 'segments.row.enter.where';

/**
 * Reads a filter, with the rule language's own parser.
 *
 * @throws What `fault` makes of a path under `path` and what is wrong there.
 */
export function readRowFilter(
  value: unknown,
  path: string,
  fault: (path: string, message: string) => Error,
): RowFilter {
  const filter = parseFilter(value, path, fault);
  const columns = [...new Set(columnsOf(filter))];
  const own = columns.find((name) => name.startsWith('@'));
  if (own !== undefined) throw fault(`${path}.${own}`, 'expected a column; rows have no own hour');
  return { columns, passes: (row) => passesFilter(filter, paramsOf(columns, row)) };
}

function parseFilter(
  where: unknown,
  path: string,
  fault: (path: string, message: string) => Error,
): Filter {
  const row = { enter: { count: 'row', where, gte: 1 } };
  try {
    const [segment] = parseRules({ format: 1, site: 'map', segments: { row } }).segments;
    const enter = segment?.enter;
    const measure = enter?.kind === 'compare' ? enter.measure : null;
    const filter = measure?.kind === 'count' ? measure.event.where : null;
    if (filter !== null) return filter;
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    const inside = error.path.startsWith(AROUND) ? error.path.slice(AROUND.length) : '';
    throw fault(`${path}${inside}`, error.detail);
  }
  throw fault(path, 'expected a filter, such as { "quantity": { "gt": 0 } }');
}

function columnsOf(filter: Filter): readonly string[] {
  if (filter.kind === 'field') return [filter.field];
  return filter.kind === 'not' ? columnsOf(filter.of) : filter.of.flatMap(columnsOf);
}

/** The asked columns as a filter looks for them: a dot leads into an object. */
function paramsOf(columns: readonly string[], row: Lookup): Params {
  const params: { [key: string]: JsonValue } = {};
  for (const name of columns) {
    const found = row(name);
    if (found === undefined || found === null || found === '') continue;
    const value = typeof found === 'string' ? guessCell(found) : (found as JsonValue);
    const keys = name.split('.');
    const last = keys.pop() as string;
    let at = params;
    for (const key of keys) {
      const inner = Object.hasOwn(at, key) ? at[key] : undefined;
      const next =
        typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : {};
      at[key] = next;
      at = next as { [key: string]: JsonValue };
    }
    at[last] = value;
  }
  return params;
}
