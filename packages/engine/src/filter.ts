import * as op from './code.ts';
import type { JsonValue } from './event.ts';
import { fieldOf } from './field.ts';
import type { Zone } from './program.ts';

/** Tests a value of an event at an instant; `undefined` is an absent one. */
export type ValueTest = (value: JsonValue | undefined, t: number) => boolean;
/** Tests an event's params, or an element of an array in them. */
export type ParamsTest = (params: JsonValue | undefined, t: number) => boolean;
/** Makes a test of a field that only the second chunk knows. */
export type ExtraFilter = (
  code: op.FilterCode,
  zone: Zone,
  compile: (code: op.FilterCode) => ParamsTest,
) => ValueTest;

/** Makes a test of an event's params. */
export function compileFilter(code: op.FilterCode, zone?: Zone, extra?: ExtraFilter): ParamsTest {
  const [kind, path, wanted] = code as readonly [number, string, unknown];
  const compile = (part: op.FilterCode): ParamsTest => compileFilter(part, zone, extra);
  if (kind <= op.NOT) {
    const of = (code.slice(1) as op.FilterCode[]).map(compile);
    return kind === op.ALL
      ? (params, t) => of.every((test) => test(params, t))
      : (params, t) => of.some((test) => test(params, t)) !== (kind === op.NOT);
  }
  const test: ValueTest =
    kind > op.STARTS
      ? extra!(code, zone!, compile)
      : kind === op.EQ
        ? (value) => value === wanted
        : kind === op.IN
          ? (value) => (wanted as unknown[]).includes(value ?? null)
          : kind === op.STARTS
            ? (value) => typeof value === 'string' && value.startsWith(wanted as string)
            : (value) => isOrdered(kind, value, wanted);
  // The empty path is the value itself, as the elements of an array need it.
  return (params, t) => test((path ? fieldOf(params, path) : params) ?? undefined, t);
}

/** Compares two numbers or two strings; anything else is false. */
export function isOrdered(kind: number, value: unknown, wanted: unknown): boolean {
  return typeof value === typeof wanted && compare(kind, value as number, wanted as number);
}

const compare = (kind: number, a: number, b: number): boolean =>
  kind < op.LT ? (kind === op.GT ? a > b : a >= b) : kind === op.LT ? a < b : a <= b;
