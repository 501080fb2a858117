import type { Scalar } from '../ast.ts';
import type { ValueKind } from '../parse/context.ts';
import type { Duration } from '../parse/duration.ts';
import type { WrittenWindow } from '../parse/window.ts';
import type { CheckedFilter } from './filter.ts';

/** Part of a rule file, as JSON carries it. */
export interface Json {
  readonly [key: string]: unknown;
}

declare const CONDITION: unique symbol;
declare const MEASURE: unique symbol;

/** Something that is true or false of a visitor. */
export interface Condition {
  readonly [CONDITION]: true;
  toJSON(): Json;
}

/** Something that is measured of a visitor, and is no condition until it is compared. */
export interface AnyMeasure<K extends ValueKind = ValueKind> {
  readonly [MEASURE]: K;
  toJSON(): Json;
}

/** What a measure's value may be compared with. */
export interface Values<L extends string = string> {
  readonly number: number;
  readonly seconds: number | Duration;
  readonly duration: Duration;
  readonly date: string;
  readonly scalar: Scalar;
  readonly set: Scalar;
  readonly label: L;
}

/** A condition that may bear more comparisons; all must hold. */
export type Compared<K extends ValueKind, L extends string = string> = Condition &
  Comparisons<K, L>;

/** The comparisons that fit a kind of value. */
export type Comparisons<K extends ValueKind, L extends string = string> = K extends 'set'
  ? SetComparisons
  : K extends 'label'
    ? SameComparisons<K, L>
    : SameComparisons<K, L> & OrderComparisons<K>;

interface SameComparisons<K extends ValueKind, L extends string> {
  eq(value: Values<L>[K]): Compared<K, L>;
  ne(value: Values<L>[K]): Compared<K, L>;
  in(values: readonly Values<L>[K][]): Compared<K, L>;
  notIn(values: readonly Values<L>[K][]): Compared<K, L>;
  /** Whether there is a value at all. */
  exists(value: boolean): Compared<K, L>;
}

interface OrderComparisons<K extends ValueKind> {
  gt(value: Exclude<Values[K], boolean>): Compared<K>;
  gte(value: Exclude<Values[K], boolean>): Compared<K>;
  lt(value: Exclude<Values[K], boolean>): Compared<K>;
  lte(value: Exclude<Values[K], boolean>): Compared<K>;
  /** Both ends included. */
  between(from: EndOf<K>, to: EndOf<K>): Compared<K>;
}
type EndOf<K extends ValueKind> = K extends 'scalar' ? number : Exclude<Values[K], boolean>;

interface SetComparisons {
  includes(value: Scalar): Compared<'set'>;
  exists(value: boolean): Compared<'set'>;
}

/** What else may be said of a measure, each once. */
export type Option = 'where' | 'within' | 'withinFirst' | 'cap' | 'least' | 'same';

interface Options<K extends ValueKind, O extends Option> {
  /** Only events that pass. */
  where<const F extends Json>(filter: F & CheckedFilter<F>): Measure<K, Exclude<O, 'where'>>;
  /** Only events in this window; all time unless given. */
  within(window: WrittenWindow): Measure<K, Exclude<O, 'within' | 'withinFirst'>>;
  /** Only events this soon after the visitor's first one, or the first of a type. */
  withinFirst(duration: Duration, type?: string): Measure<K, Exclude<O, 'within' | 'withinFirst'>>;
  /** How many different values are kept; 1,000 unless given. */
  cap(values: number): Measure<K, Exclude<O, 'cap'>>;
  /** How often a value must have been seen to count. */
  least(times: number): Measure<K, Exclude<O, 'least'>>;
  /** The param that must be equal across the steps. */
  same(field: string): Measure<K, Exclude<O, 'same'>>;
}

/** A measure with the comparisons and options that it may still take. */
export type Measure<
  K extends ValueKind,
  O extends Option = never,
  L extends string = string,
> = AnyMeasure<K> & Comparisons<K, L> & Pick<Options<K, O>, O>;

/** A change of membership: a measure, and by itself the condition that it happened. */
export type Change = AnyMeasure<'number'> & Compared<'number'>;

/** A change of membership in all time, unless a window is given. */
export type ChangeEver = Change & {
  within(window: WrittenWindow): Change;
  withinFirst(duration: Duration, type?: string): Change;
};
