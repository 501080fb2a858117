import { readdirSync, readFileSync } from 'node:fs';
import type { Case, CaseFile } from '../cases/case.ts';

/** A case, and the file it stands in. */
export interface FiledCase {
  /** Relative to the folder of cases, such as `matrix/count.json`. */
  readonly path: string;
  readonly case: Case;
}

/** Every case of every file, in the order of names. */
export function readCases(): FiledCase[] {
  const folder = new URL('../cases/', import.meta.url);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return paths
    .filter((path) => path.endsWith('.json'))
    .sort()
    .flatMap((path) => {
      const file = JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as CaseFile;
      return file.cases.map((one) => ({ path, case: one }));
    });
}
