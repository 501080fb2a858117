import type { JsonValue } from './event.ts';

/**
 * Reads a param by its path; dots lead into nested objects, never into arrays, and only own
 * properties count.
 *
 * @returns `undefined` when there is nothing at the path, or null.
 */
export function fieldOf(params: JsonValue | undefined, path: string): JsonValue | undefined {
  // Splitting costs more than all the rest, and few paths have a dot.
  const dot = path.indexOf('.');
  const key = dot < 0 ? path : path.slice(0, dot);
  if (!isObject(params) || !Object.hasOwn(params, key)) return undefined;
  const value = params[key] ?? undefined;
  return dot < 0 || value === undefined ? value : fieldOf(value, path.slice(dot + 1));
}

/** Whether a value is an object of params: neither null nor an array. */
export function isObject(
  value: JsonValue | undefined,
): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is one that measures can take: a string, a finite number or a boolean. */
export function isScalar(value: JsonValue | undefined): value is string | number | boolean {
  return Number.isFinite(value) || typeof value === 'string' || typeof value === 'boolean';
}
