import type { FieldTests } from '../parse/field-tests.ts';
import type { NumberTests } from '../parse/number-tests.ts';

type Bare = string | number | boolean;
type Element = 'any' | 'all';

/** The filter itself when each of its parts is sound, and something that it is not otherwise. */
export type CheckedFilter<F> = {
  readonly [K in keyof F]: K extends 'all' | 'any'
    ? CheckedList<F[K]>
    : K extends 'not'
      ? CheckedFilter<F[K]>
      : CheckedField<F[K]>;
};

type CheckedList<T> = T extends readonly unknown[]
  ? { readonly [I in keyof T]: CheckedFilter<T[I]> }
  : readonly Readonly<Record<string, unknown>>[];

type CheckedField<T> = T extends Bare
  ? T
  : T extends readonly unknown[]
    ? readonly Bare[]
    : {
        readonly [K in keyof T]: K extends Element
          ? CheckedElement<T[K]>
          : K extends 'size'
            ? number | NumberTests
            : K extends keyof FieldTests
              ? FieldTests[K]
              : never;
      };

/** Comparisons of an element by itself, or a filter of its fields. */
type CheckedElement<T> = T extends Bare
  ? T
  : keyof T extends keyof FieldTests
    ? CheckedField<T>
    : CheckedFilter<T>;
