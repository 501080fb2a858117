/** First bytes of files that hold no text, and what to do with each. */
const MAGIC: readonly (readonly [hex: string, found: string])[] = [
  [
    '504b0304',
    'a zip archive (spreadsheets are, too); `unzip -p FILE` or "save as CSV" gives text',
  ],
  ['425a68', 'a bzip2 file; `bzcat FILE` gives text for --events -'],
  ['fd377a585a00', 'an xz file; `xzcat FILE` gives text for --events -'],
  ['28b52ffd', 'a zstd file; `zstdcat FILE` gives text for --events -'],
  ['377abcaf271c', 'a 7-Zip archive; `7z x -so FILE` gives text for --events -'],
  ['50415231', 'a Parquet file; DuckDB, for instance, writes it as CSV'],
  ['4f626a01', 'an Avro file; avro-tools, for instance, writes it as JSON lines'],
  ['d0cf11e0', 'an old spreadsheet; "save as CSV" gives text'],
];

/**
 * Names a file that is no text by its first bytes.
 *
 * @returns What it is and what helps; `null` for text.
 */
export function foreignFormat(head: Uint8Array): string | null {
  const hex = Buffer.from(head.subarray(0, 8)).toString('hex');
  const known = MAGIC.find(([magic]) => hex.startsWith(magic));
  if (known !== undefined) return known[1];
  return head.includes(0) ? 'bytes that are no text (UTF-16 needs its byte order mark)' : null;
}
