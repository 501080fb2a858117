/**
 * Lays cells out in columns for a terminal: a column of numbers is aligned on the right, others on
 * the left.
 *
 * @returns Lines joined by `\n`, without one at the end; the head alone when there are no rows.
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumber = head.map((_, i) => rows.every((row) => /^[-+]?[\d.,]*%?$/.test(row[i] ?? '')));
  const width = head.map((h, i) => Math.max(h.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (row: readonly string[]): string => {
    const cells = width.map((w, i) =>
      isNumber[i] ? (row[i] ?? '').padStart(w) : (row[i] ?? '').padEnd(w),
    );
    return cells.join('  ').trimEnd();
  };
  const rule = width.map((w) => '─'.repeat(w)).join('  ');
  return [line(head), rule, ...rows.map(line)].join('\n');
}
