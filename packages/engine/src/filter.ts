import * as op from './code.ts';
import type { InkEvent, JsonValue } from './event.ts';
import { fieldOf } from './field.ts';
import type { Zone } from './program.ts';

/** Tests a value of an event at an instant; `undefined` is an absent one. */
export type ValueTest = (value: JsonValue | undefined, t: number) => boolean;
/** Tests an event's params, or an element of an array in them. */
export type ParamsTest = (params: JsonValue, t: number) => boolean;
/** Makes a test of a field that only the second chunk knows. */
export type ExtraFilter = (
  code: op.FilterCode,
  zone: Zone,
  compile: (code: op.FilterCode) => ParamsTest,
) => ValueTest;

/** Makes a test of an event's params. */
export function compileFilter(code: op.FilterCode, zone: Zone, extra?: ExtraFilter): ParamsTest {
  const [kind, path] = code;
  const compile = (part: op.FilterCode): ParamsTest => compileFilter(part, zone, extra);
  if (kind <= op.NOT) {
    const of = (code.slice(1) as op.FilterCode[]).map(compile);
    if (kind === op.ALL) return (params, t) => of.every((test) => test(params, t));
    if (kind === op.ANY) return (params, t) => of.some((test) => test(params, t));
    return (params, t) => !of[0]!(params, t);
  }
  const test = compileTest(code) ?? extra!(code, zone, compile);
  // The empty path is the value itself, as the elements of an array need it.
  return path === ''
    ? (params, t) => test(params ?? undefined, t)
    : (params, t) => test(fieldOf(params, path as string) ?? undefined, t);
}

/** The tests of the core; any other is the second chunk's. */
export function compileTest([kind, , wanted]: op.FilterCode): ValueTest | undefined {
  const isIn = (value: JsonValue | undefined): boolean => (wanted as unknown[]).includes(value);
  switch (kind) {
    case op.EQ:
      return (value) => value === wanted;
    case op.NE:
      return (value) => value !== undefined && value !== wanted;
    case op.IN:
      return isIn;
    case op.NOT_IN:
      return (value) => value !== undefined && !isIn(value);
    case op.EXISTS:
      return (value) => (value !== undefined) === !!wanted;
    case op.STARTS:
      return (value) => typeof value === 'string' && value.startsWith(wanted as string);
  }
  return kind < op.EXISTS ? (value) => isOrdered(kind, value, wanted) : undefined;
}

/** Compares two numbers or two strings; anything else is false. */
export function isOrdered(kind: number, value: unknown, wanted: unknown): boolean {
  if (typeof value !== typeof wanted) return false;
  if (typeof value !== 'number' && typeof value !== 'string') return false;
  const other = wanted as typeof value;
  return kind === op.GT
    ? value > other
    : kind === op.GTE
      ? value >= other
      : kind === op.LT
        ? value < other
        : value <= other;
}

/** Makes a test of a whole event. */
export function compileMatcher(
  [types, filter]: op.MatcherCode,
  zone: Zone,
  extra?: ExtraFilter,
): (event: Pick<InkEvent, 't' | 'type' | 'params'>) => boolean {
  const test = filter && compileFilter(filter, zone, extra);
  return ({ t, type, params }) => (!types || types.includes(type)) && (!test || test(params, t));
}
