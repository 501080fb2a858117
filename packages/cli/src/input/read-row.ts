import type { EventId, JsonValue, Params } from '@inkling/engine';
import { readInstant } from './instant.ts';
import type { BadEvent, BadEventCode, RawEvent } from './raw-event.ts';

const MAX_PARAMS_BYTES = 8192;
const MAX_DEPTH = 8;
const MAX_NAME_CHARS = 1024;
const EXPECTED_INSTANT =
  'expected seconds, milliseconds or ISO 8601 (a map reads other forms: "format", "as": "microseconds")';

/** The parts of an event before they are checked; a missing part is `undefined`. */
export interface RowParts {
  readonly visitor: unknown;
  readonly t: unknown;
  readonly type: unknown;
  readonly session: unknown;
  readonly id: unknown;
  readonly params: Params;
  /** Bytes of the line, as a bound on the size of `params`. */
  readonly bytes: number;
}

/** What the fields of an event are called in the file. */
export type FieldNames = Readonly<Record<'visitor' | 't' | 'type' | 'session' | 'id', string>>;

/**
 * Checks the parts of one row and makes an event of them.
 *
 * @param line - Line of the file, from 1, for the fault.
 * @param n - Place in the input, from 0.
 * @param names - For the fault.
 */
export function readRow(
  parts: RowParts,
  line: number,
  n: number,
  names: FieldNames,
): RawEvent | BadEvent {
  const bad = (code: BadEventCode, detail: string): BadEvent => ({ line, code, detail });
  const visitor = readName(parts.visitor);
  if (visitor === null)
    return bad(
      'no-visitor',
      `${names.visitor}: expected a text of 1 to ${MAX_NAME_CHARS} characters, or a number`,
    );
  if (isAbsent(parts.t)) return bad('no-time', `${names.t}: expected an instant`);
  const t = readInstant(parts.t);
  if (t === null) return bad('bad-time', `${names.t}: ${EXPECTED_INSTANT}`);
  const type = readName(parts.type);
  if (type === null)
    return bad(
      'no-type',
      `${names.type}: expected the event's name, at most ${MAX_NAME_CHARS} characters`,
    );
  const session = readSession(parts.session);
  if (session === undefined)
    return bad('bad-session', `${names.session}: expected a text or an instant`);
  const id = readId(parts.id);
  if (id === undefined) return bad('bad-id', `${names.id}: expected [tab, n] or a text`);
  const { params } = parts;
  if (parts.bytes > MAX_PARAMS_BYTES && jsonBytes(params) > MAX_PARAMS_BYTES) {
    return bad('params-too-large', `params: over ${MAX_PARAMS_BYTES} bytes of JSON`);
  }
  if (isTooDeep(params, MAX_DEPTH))
    return bad('params-too-deep', `params: over ${MAX_DEPTH} levels`);
  return { visitor, t, n, type, session, id, params };
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function readName(value: unknown): string | null {
  if (typeof value === 'string')
    return value !== '' && value.length <= MAX_NAME_CHARS ? value : null;
  return typeof value === 'number' ? String(value) : null;
}

function readSession(value: unknown): RawEvent['session'] | undefined {
  if (isAbsent(value)) return null;
  if (typeof value === 'number') return readInstant(value) ?? undefined;
  return typeof value === 'string' ? value : undefined;
}

function readId(value: unknown): RawEvent['id'] | undefined {
  if (isAbsent(value)) return null;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return isEventId(value) ? value : undefined;
}

function isEventId(value: unknown): value is EventId {
  if (!Array.isArray(value) || value.length !== 2) return false;
  return typeof value[0] === 'string' && Number.isSafeInteger(value[1]) && value[1] >= 0;
}

function jsonBytes(params: Params): number {
  return Buffer.byteLength(JSON.stringify(params));
}

function isTooDeep(value: JsonValue, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const key in value) {
    const inner = (value as Params)[key];
    if (typeof inner === 'object' && inner !== null && isTooDeep(inner, levels - 1)) return true;
  }
  return false;
}
