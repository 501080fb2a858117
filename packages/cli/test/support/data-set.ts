import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/index.ts';
import { fakeIo } from './fake-io.ts';

const root = resolve(fileURLToPath(new URL('../../../..', import.meta.url)));
const folder = resolve(process.env.INKLING_DATA ?? join(root, '../shared/data'));
const here = fileURLToPath(new URL('..', import.meta.url));

/** Path of a file of a public data set. */
export function dataFile(name: string): string {
  return join(folder, name);
}

/** Path of a map or rule file beside the tests. */
export function ownFile(name: string): string {
  return join(here, name);
}

/** Text of a file of a data set, unpacked. */
export function readData(name: string): string {
  const bytes = readFileSync(dataFile(name));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Rows of a CSV file of a data set, by column. */
export function readRows(name: string): { readonly [column: string]: string }[] {
  return parse(readData(name), { columns: true });
}

/**
 * Tests on a public data set. Where the folder is absent they are skipped, which the title says;
 * with `CI=true` its absence is a failure.
 */
export function describeData(name: string, tests: () => void): void {
  if (existsSync(dataFile(name))) describe(name, tests);
  else if (process.env.CI === 'true') {
    test(name, () => expect.fail(`${dataFile(name)} is not there, and CI must not skip it`));
  } else describe.skip(`${name} (skipped: ${dataFile(name)} is not there)`, tests);
}

/** Runs `inkling backtest --json` and gives the report; fails unless it exits with 0. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into reports as scripts would.
export async function backtest(args: readonly string[], files = {}): Promise<any> {
  const io = fakeIo(files);
  const code = await run(['backtest', '--json', ...args], io);
  expect({ code, err: io.written.err }).toEqual({ code: 0, err: '' });
  return JSON.parse(io.written.out);
}
