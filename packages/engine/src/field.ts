import type { JsonValue } from './event.ts';

/**
 * Reads a param by its path; dots lead into nested objects, never into arrays, and only own
 * properties count.
 *
 * @returns `undefined` when there is nothing at the path, or null.
 */
export function fieldOf(params: JsonValue, path: string): JsonValue | undefined {
  if (!path.includes('.'))
    return isObject(params) && Object.hasOwn(params, path) ? params[path] : undefined;
  let value: JsonValue | undefined = params;
  for (const key of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value ?? undefined;
}

/** Whether a value is an object of params: neither null nor an array. */
export function isObject(
  value: JsonValue | undefined,
): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is one that measures can take: a string, a finite number or a boolean. */
export function isScalar(value: JsonValue | undefined): value is string | number | boolean {
  return (
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value))
  );
}
