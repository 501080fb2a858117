import type { FieldNames, RowParts } from './read-row.ts';

/** What a map makes of a row: its parts, `null` to leave it out, or a text saying what is wrong. */
export type MappedRow = RowParts | null | string;

/** A way from an input's row to the parts of an event. */
export interface RowMap {
  /** What faults call the fields: the file's own names. */
  readonly names: FieldNames;
  /** Names of the columns of a CSV file that has no header; `null` where its first row names them. */
  readonly columns: readonly string[] | null;
  /**
   * Makes a quick reader of lines of NDJSON in their most frequent form, which gives `undefined`
   * for all others; missing where there is none.
   */
  createFromText?(): (text: string) => RowParts | undefined;
  /** @param bytes - Length of the line. */
  fromObject(row: { readonly [key: string]: unknown }, bytes: number): MappedRow;
  /**
   * For a CSV file with these columns.
   *
   * @throws `CliError` `bad-map` when a column is missing.
   */
  fromCells(columns: readonly string[]): (cells: readonly string[], bytes: number) => MappedRow;
}
