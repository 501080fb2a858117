import { fail } from './limits.ts';
import { at } from './path.ts';
import { isObject } from './reader.ts';
import { show } from './show.ts';

/** The format that this version reads and writes. */
export const FORMAT = 1;

/** Turns a file of one format into the next; given a checked tree, it must not change it. */
export type Migration = (
  file: Readonly<Record<string, unknown>>,
) => Readonly<Record<string, unknown>>;

/** By the format that each starts from. Empty: 1 is the first format there is. */
export type Migrations = ReadonlyMap<number, Migration>;

/** Migrations that this version knows. */
export const MIGRATIONS: Migrations = new Map();

/**
 * Brings a rule file to the present format, one step at a time.
 *
 * @throws RuleError `unknown-format` for a newer format, or an older one with no way forward.
 */
export function migrate(
  file: unknown,
  migrations: Migrations = MIGRATIONS,
  format: number = FORMAT,
): unknown {
  let current = file;
  while (isObject(current) && current.format !== format) {
    const from = current.format;
    if (typeof from !== 'number' || !Number.isInteger(from)) return current;
    if (from > format) {
      const expected = `format ${format} or older (a newer Inkling wrote this file)`;
      fail('unknown-format', at(null, 'format'), show(from), expected);
    }
    const step = migrations.get(from);
    if (step === undefined) {
      fail('unknown-format', at(null, 'format'), show(from), `format ${format}`);
    }
    const next = step(current);
    if (next.format !== from + 1) {
      throw new Error(`The migration from format ${from} gave format ${show(next.format)}.`);
    }
    current = next;
  }
  return current;
}
