/** Cells in one stored part: at 200 bytes each, well below the 2 MB a row may hold. */
const PART = 5_000;

/** The folded cells of all that was put away. */
export function* readTotals(sql: SqlStorage): Generator<readonly [string, number]> {
  for (const row of sql.exec<{ cells: string }>('SELECT cells FROM totals ORDER BY part')) {
    yield* JSON.parse(row.cells) as [string, number][];
  }
}

/** Replaces them; call it inside a transaction. */
export function writeTotals(sql: SqlStorage, cells: ReadonlyMap<string, number>): void {
  sql.exec('DELETE FROM totals');
  const all = [...cells];
  for (let i = 0; i < all.length; i += PART) {
    const part = JSON.stringify(all.slice(i, i + PART));
    sql.exec('INSERT INTO totals (part, cells) VALUES (?, ?)', i / PART, part);
  }
}
