import { CliError, type CliErrorCode } from '../errors.ts';
import { nearest } from '../output/nearest.ts';

/** An object of a JSON file, of which nothing else is known yet. */
export type Json = { readonly [key: string]: unknown };

/** What every small JSON file of ours is checked with; all faults carry the file's own code. */
export interface JsonChecks {
  /** The fault at a place; the empty path stands for the whole file. */
  fault(path: string, message: string): CliError;
  /** @throws {@link CliError} for anything but an object. */
  readObject(value: unknown, path: string): Json;
  /** @throws {@link CliError} for the first key that is not known, with the nearest that is. */
  refuseOthers(object: Json, known: readonly string[], path: string): void;
}

export function createJsonChecks(code: CliErrorCode): JsonChecks {
  const fault = (path: string, message: string): CliError =>
    new CliError(code, message, path === '' ? {} : { path });
  return {
    fault,
    readObject(value, path) {
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        return value as Json;
      }
      throw fault(path, 'expected an object');
    },
    refuseOthers(object, known, path) {
      const unknown = Object.keys(object).find((key) => !known.includes(key));
      if (unknown === undefined) return;
      const near = nearest(unknown, known);
      const hint = near === null ? `expected ${known.join(', ')}` : `did you mean "${near}"?`;
      throw fault(path === '' ? unknown : `${path}.${unknown}`, `unknown key; ${hint}`);
    },
  };
}
