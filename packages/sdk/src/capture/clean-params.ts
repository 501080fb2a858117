import type { JsonValue, Params } from '@inkling/engine';
import { cleanText } from './clean-url.ts';

/** Most characters of JSON that an event's params may take. */
export const MAX_PARAM_CHARS = 8_192;
const MAX_DEPTH = 8;
const FORBIDDEN = /^(__proto__|constructor|prototype)$/;

function cleanValue(value: unknown, depth: number): JsonValue | undefined {
  if (typeof value === 'string') return cleanText(value);
  if (value === null || typeof value === 'boolean' || Number.isFinite(value))
    return value as JsonValue;
  if (typeof value !== 'object' || !depth) return undefined;
  if (value instanceof Date) return value.toJSON();
  if (Array.isArray(value)) {
    return value.map((item) => cleanValue(item, depth - 1)).filter((item) => item !== undefined);
  }
  // A DOM node or another instance: its insides are not what the site meant to say.
  const parent = Object.getPrototypeOf(value);
  if (parent && Object.getPrototypeOf(parent)) return undefined;
  const out: Record<string, JsonValue> = {};
  for (const [key, inner] of Object.entries(value)) {
    const clean = FORBIDDEN.test(key) ? undefined : cleanValue(inner, depth - 1);
    if (clean !== undefined) out[key] = clean;
  }
  return out;
}

/**
 * Turns whatever a site passed into JSON within bounds: functions, nodes, cycles and non-finite
 * numbers fall out, emails are replaced, what lies deeper than 8 levels is cut.
 *
 * @returns Empty for anything that is not a plain object, or is over 8 KiB.
 */
export function cleanParams(params: unknown): Params {
  const clean = Array.isArray(params) ? null : cleanValue(params, MAX_DEPTH);
  return typeof clean === 'object' && clean && JSON.stringify(clean).length <= MAX_PARAM_CHARS
    ? (clean as Params)
    : {};
}
