import type { JsonValue } from '@inkling/engine';
import type { CellType } from './cell.ts';
import type { RowFilter } from './row-filter.ts';

/** Where a field of an event comes from; the parsed form of a map's entry. */
export type FieldSource =
  | { readonly kind: 'const'; readonly value: JsonValue }
  | {
      readonly kind: 'column';
      readonly column: string;
      readonly as: CellType;
      /** Other values for some texts; `null` leaves the field (or, for `type`, the row) out. */
      readonly values: ReadonlyMap<string, JsonValue> | null;
      /** What stands for a text that `values` does not name; `undefined` keeps it. */
      readonly other: JsonValue | undefined;
      /** What stands for an absent value; `undefined` for nothing. */
      readonly absent: JsonValue | undefined;
      /** Numbers are rounded down to a multiple of this; `null` leaves them as they are. */
      readonly floor: number | null;
      /** Reads an instant in another form than ISO 8601. */
      readonly format: ((text: string) => number | null) | null;
      /** The sign before the decimals, the other one parting thousands; `null` takes plain numbers. */
      readonly decimal: ',' | '.' | null;
      /** Moves an instant that says no zone, and was read as UTC, to its own zone. */
      readonly toZone: ((utc: number) => number) | null;
    }
  | { readonly kind: 'join'; readonly of: readonly FieldSource[]; readonly by: string }
  /** The first that is present. */
  | { readonly kind: 'first'; readonly of: readonly FieldSource[] }
  /** Numbers added or multiplied; absent when one of them is. */
  | { readonly kind: 'sum' | 'product'; readonly of: readonly FieldSource[] }
  /** The sum of a number over the rows so far that have the same key; absent where the key is. */
  | {
      readonly kind: 'running';
      readonly of: readonly [number: FieldSource, key: FieldSource];
      readonly totals: Map<string, number>;
    }
  /** One field where the row passes, another (perhaps none) where it does not. */
  | {
      readonly kind: 'if';
      readonly filter: RowFilter;
      readonly of: readonly [take: FieldSource, ...otherwise: readonly FieldSource[]];
    }
  /** Whether two fields hold the same value; absent when either is. */
  | { readonly kind: 'equal'; readonly of: readonly FieldSource[] }
  | { readonly kind: 'object'; readonly of: readonly (readonly [string, FieldSource])[] }
  | { readonly kind: 'array'; readonly of: readonly FieldSource[] };

/** Gives a column's value in one row, `undefined` when it is absent. */
export type Lookup = (column: string) => unknown;
