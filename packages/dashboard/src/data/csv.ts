/**
 * A table as CSV (RFC 4180), with a line of headings.
 *
 * A field that a spreadsheet would take for a formula gets a leading apostrophe.
 */
export function toCsv(
  headings: readonly string[],
  lines: readonly (readonly (string | number | null)[])[],
): string {
  return [headings, ...lines].map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
