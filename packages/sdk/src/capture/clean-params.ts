import type { JsonValue, Params } from '@inkling/engine';
import { cleanText } from './clean-url.ts';

/** Most bytes of JSON that an event's params may take; longer ones are cut to none. */
export const MAX_PARAM_CHARS = 8_192;
const MAX_DEPTH = 8;
const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];

function cleanValue(value: unknown, depth: number): JsonValue | undefined {
  if (typeof value === 'string') return cleanText(value);
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return undefined;
  if (value instanceof Date) return value.toJSON();
  if (Array.isArray(value)) {
    return value.map((item) => cleanValue(item, depth + 1)).filter((item) => item !== undefined);
  }
  const proto = Object.getPrototypeOf(value);
  // A DOM node or another instance: its insides are not what the site meant to say.
  if (proto !== null && Object.getPrototypeOf(proto) !== null) return undefined;
  const out: Record<string, JsonValue> = {};
  for (const [key, inner] of Object.entries(value)) {
    const clean = FORBIDDEN.includes(key) ? undefined : cleanValue(inner, depth + 1);
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
  const clean = cleanValue(params, 0);
  if (typeof clean !== 'object' || clean === null || Array.isArray(clean)) return {};
  return JSON.stringify(clean).length > MAX_PARAM_CHARS ? {} : (clean as Params);
}
