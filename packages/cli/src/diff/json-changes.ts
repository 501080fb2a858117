/** One place where two JSON values differ; the side that has nothing there is `undefined`. */
export interface JsonChange {
  /** Such as `enter.all[1].within`; empty for the value as a whole. */
  readonly path: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

/** Lists the places where two JSON values differ, as deep as both have the same shape. */
export function jsonChanges(from: unknown, to: unknown, path = ''): readonly JsonChange[] {
  if (Object.is(from, to)) return [];
  if (Array.isArray(from) && Array.isArray(to)) {
    const longer = from.length > to.length ? from : to;
    return longer.flatMap((_, i) => jsonChanges(from[i], to[i], `${path}[${i}]`));
  }
  if (isObject(from) && isObject(to)) {
    const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
    return [...keys].flatMap((key) =>
      jsonChanges(from[key], to[key], path === '' ? key : `${path}.${key}`),
    );
  }
  return [{ path, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
