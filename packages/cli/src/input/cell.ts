import type { JsonValue } from '@inkling/engine';

/** How a text of a CSV file becomes a value. */
export type CellType =
  | 'auto'
  | 'string'
  | 'number'
  | 'boolean'
  | 'json'
  | 'instant'
  | 'microseconds';

const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/;

/**
 * Guesses what a text stands for, since CSV has no types: a plain decimal number is a number
 * (`007` and anything of 16 digits or more are not: they are names), `true` and `false` are
 * booleans, and everything else stays a text.
 */
export function guessCell(text: string): JsonValue {
  const first = text.charCodeAt(0);
  // Only `-`, a digit, `t` and `f` can begin anything but a text.
  if (first === 45 || (first >= 48 && first <= 57)) return NUMBER.test(text) ? Number(text) : text;
  if (text === 'true') return true;
  return text === 'false' ? false : text;
}
