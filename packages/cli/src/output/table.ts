/** A column of a table: its head, and on which side its cells stand. */
export interface Column {
  readonly head: string;
  readonly align?: 'left' | 'right';
}

/**
 * Lays rows out under heads, two blanks between columns; no trailing blanks.
 *
 * @returns Lines, each with its end; only the heads when there are no rows.
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ head }, i) =>
    Math.max(width(head), ...rows.map((row) => width(row[i] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => pad(cell, widths[i] as number, columns[i]?.align === 'right'))
      .join('  ')
      .trimEnd();
  return [columns.map(({ head }) => head), ...rows].map((cells) => `${line(cells)}\n`).join('');
}

function pad(text: string, to: number, right: boolean): string {
  const blanks = ' '.repeat(Math.max(0, to - width(text)));
  return right ? blanks + text : text + blanks;
}

/** Characters as a reader counts them, not UTF-16 units. */
function width(text: string): number {
  return [...text].length;
}
