import * as op from './code.ts';
import type { InkEvent, JsonValue } from './event.ts';
import { fieldOf } from './field.ts';
import { compileGlob } from './glob.ts';
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
  const test = kind < op.FILTER_EXTRA ? compileTest(code) : extra!(code, zone, compile);
  // The empty path is the value itself, as the elements of an array need it.
  return path === ''
    ? (params, t) => test(params ?? undefined, t)
    : (params, t) => test(fieldOf(params, path as string) ?? undefined, t);
}

function compileTest([kind, , wanted, caseless]: op.FilterCode): ValueTest {
  const fold = (value: JsonValue | undefined): JsonValue | undefined =>
    caseless && typeof value === 'string' ? value.toLowerCase() : value;
  const isIn = (value: JsonValue | undefined): boolean =>
    (wanted as unknown[]).includes(fold(value));
  const isText =
    (test: (value: string, text: string) => boolean): ValueTest =>
    (value) => {
      const folded = fold(value);
      return typeof folded === 'string' && test(folded, wanted as string);
    };
  switch (kind) {
    case op.EQ:
      return (value) => fold(value) === wanted;
    case op.NE:
      return (value) => value !== undefined && fold(value) !== wanted;
    case op.IN:
      return isIn;
    case op.NOT_IN:
      return (value) => value !== undefined && !isIn(value);
    case op.EXISTS:
      return (value) => (value !== undefined) === !!wanted;
    case op.CONTAINS:
      return isText((value, text) => value.includes(text));
    case op.STARTS:
      return isText((value, text) => value.startsWith(text));
    case op.ENDS:
      return isText((value, text) => value.endsWith(text));
    case op.GLOB:
      return isText(compileGlob(wanted as string));
    default:
      return (value) => isOrdered(kind, value, wanted);
  }
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
