import * as op from '../code.ts';
import type { JsonValue } from '../event.ts';
import { type ExtraFilter, isOrdered, type ValueTest } from '../filter.ts';
import { compileGlob } from '../glob.ts';
import type { Zone } from '../program.ts';
import { offsetAt } from '../zone.ts';
import { isEqual } from './equal.ts';
import { parseInstant } from './instant.ts';
import { fitOf, type Vector } from './vector.ts';
import { compareVersions } from './version.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Makes the tests that only the second chunk knows. */
export const makeExtraFilter: ExtraFilter = (code, zone, compile) => {
  const [kind, , a, b] = code;
  switch (kind) {
    case op.DATE:
      return (value) => isOrdered(a as number, parseInstant(value), b);
    case op.VERSION:
      return (value) => isOrdered(a as number, compareVersions(value, b as string), 0);
    case op.ANY_OF:
    case op.ALL_OF: {
      const test = compile(a as op.FilterCode);
      const isAny = kind === op.ANY_OF;
      return (value, t) =>
        Array.isArray(value) &&
        (isAny
          ? value.some((one: JsonValue) => test(one, t))
          : value.every((one: JsonValue) => test(one, t)));
    }
    case op.CONTAINS:
      return isText((value) => value.includes(a as string));
    case op.ENDS:
      return isText((value) => value.endsWith(a as string));
    case op.GLOB:
      return isText(compileGlob(a as string));
    case op.FOLD: {
      const test = compile(a as op.FilterCode);
      return (value, t) =>
        test((typeof value === 'string' ? value.toLowerCase() : value) ?? null, t);
    }
    case op.EQUAL:
      return (value) => value !== undefined && isEqual(value, a as JsonValue) === !!b;
    case op.SIZE: {
      const tests = code.slice(2) as op.NumberTest[];
      return (value) => Array.isArray(value) && passesNumber(value.length, tests);
    }
    case op.LOCAL: {
      const test = compile(b as op.FilterCode);
      return (_, t) => test(localOf(zone, t, a as number), t);
    }
    default:
      return makeFit(a as Vector, code.slice(3) as op.NumberTest[]);
  }
};

const isText =
  (test: (value: string) => boolean): ValueTest =>
  (value) =>
    typeof value === 'string' && test(value);

function makeFit(vector: Vector, tests: readonly op.NumberTest[]): ValueTest {
  return (value) => {
    const fit = fitOf(vector, value);
    return fit !== undefined && passesNumber(fit, tests);
  };
}

/** The local hour (0 to 23), or with unit 1 the weekday (1 for Monday to 7). */
function localOf(zone: Zone, t: number, unit: number): number {
  const local = t + offsetAt(zone, t) * MINUTE_MS;
  const day = Math.floor(local / DAY_MS);
  return unit === 0 ? Math.floor((local - day * DAY_MS) / HOUR_MS) : mod(day + 3, 7) + 1;
}

const mod = (a: number, n: number): number => a - Math.floor(a / n) * n;

/** Whether a number passes all tests. */
export function passesNumber(value: number, tests: readonly op.NumberTest[]): boolean {
  return tests.every(([kind, wanted]) =>
    kind === op.EQ
      ? value === wanted
      : kind === op.NE
        ? value !== wanted
        : isOrdered(kind, value, wanted),
  );
}
