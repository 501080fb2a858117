/** One place at which two files differ; a side that has nothing there is absent. */
export interface Change {
  /** Such as `segments.loyal.enter.all[1].gte`. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * What differs between two JSON values, in the order of the places. An object's keys have no
 * order; a list's elements are told apart by their place.
 */
export function diffJson(before: unknown, after: unknown, path = ''): Change[] {
  if (Object.is(before, after)) return [];
  const [a, b] = [entriesOf(before), entriesOf(after)];
  if (!a || !b || Array.isArray(before) !== Array.isArray(after)) {
    return [{ path, ...side('before', before), ...side('after', after) }];
  }
  const keys = [...new Set([...a.keys(), ...b.keys()])].sort((x, y) =>
    typeof x === 'number' && typeof y === 'number' ? x - y : String(x) < String(y) ? -1 : 1,
  );
  return keys.flatMap((key) => {
    const place = typeof key === 'number' ? `${path}[${key}]` : path ? `${path}.${key}` : key;
    return diffJson(a.get(key), b.get(key), place);
  });
}

function entriesOf(value: unknown): Map<string | number, unknown> | null {
  if (Array.isArray(value)) return new Map(value.entries());
  if (typeof value !== 'object' || value === null) return null;
  return new Map<string | number, unknown>(Object.entries(value));
}

function side(name: 'before' | 'after', value: unknown): Partial<Change> {
  return value === undefined ? {} : { [name]: value };
}
