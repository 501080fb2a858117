import type { JsonValue } from '@inkling/engine';

/** Sets a param; `__proto__` is a name like any other in a file, but not in an assignment. */
export function setParam(
  params: { [key: string]: JsonValue },
  key: string,
  value: JsonValue,
): void {
  if (key === '__proto__') {
    Object.defineProperty(params, key, { value, enumerable: true, writable: true });
  } else params[key] = value;
}
