import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** Where the shared data sets are: beside the project, or where `INKLING_DATA` says. */
export const DATA =
  process.env.INKLING_DATA ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));

/**
 * Whether a data set is there. Where it is not, its tests are skipped and say so; in CI that is a
 * failure, since nobody would notice.
 */
export function hasData(name: string): boolean {
  const found = existsSync(`${DATA}/${name}`);
  if (found) return true;
  if (process.env.CI) throw new Error(`The data set ${name} is not in ${DATA}.`);
  console.warn(`Skipped: the data set ${name} is not in ${DATA}.`);
  return false;
}

/** Text of a file of the data sets, unzipped where it is zipped. */
export function readData(path: string): string {
  const bytes = readFileSync(`${DATA}/${path}`);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Rows of a CSV file as records by column; fields may be quoted. */
export function readCsv(path: string): Record<string, string>[] {
  const [head = [], ...rows] = parseCsv(readData(path));
  return rows.map((row) => Object.fromEntries(head.map((column, i) => [column, row[i] ?? ''])));
}

function parseCsv(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) =>
      [...line.trimEnd().matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) =>
          quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
      ),
    );
}
