/** Which part of a list is wanted. */
export interface PageWish {
  /** Key of the last row that was seen; `null` for none. */
  readonly after: number | null;
  /** Rows wanted, 1 to 100. */
  readonly limit: number;
}

/** A part of a list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Key of the last row here when there are more; else `null`. */
  readonly next: number | null;
}

/** Makes a page from one row more than wanted, if there is one. */
export function toPage<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => number,
): Page<Row> {
  const own = rows.slice(0, limit);
  return { rows: own, next: rows.length > limit ? keyOf(own.at(-1)!) : null };
}
