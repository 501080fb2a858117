import { readdirSync, readFileSync } from 'node:fs';
import type { BrowserName } from '../find-browser.ts';

/** A name with its parameters. */
export interface Named {
  readonly name: string;
  readonly [param: string]: unknown;
}

/** One fault, as `e2e/faults/*.json` states it. */
export interface FaultRow {
  /** Its number, F01 to F53; several rows may be variants of one fault. */
  readonly id: string;
  readonly title: string;
  readonly engines: readonly BrowserName[];
  /** What goes wrong; it happens at the step `inject`, or from the start where there is none. */
  readonly inject: Named;
  /** In order, each a name of {@link steps} with its parameters, or the name alone. */
  readonly steps: readonly (Named | string)[];
  /** What must hold at the end: names of {@link checks}. */
  readonly expect: readonly (Named | string)[];
  /** Needs a browser of its own, with these flags or preferences. */
  readonly launch?: { readonly args?: string[]; readonly prefs?: Record<string, unknown> };
  /** Why the guest's checks that are named here cannot hold: the fault itself breaks them. */
  readonly guest?: { readonly bfcache?: string; readonly long?: string };
  /** The SDK does not hold it yet, and why. */
  readonly pending?: string;
  /** The machine cannot do it, and why. */
  readonly waived?: string;
}

/** Numbers of all faults that must have a row. */
export const FAULT_IDS = Array.from({ length: 53 }, (_, i) => `F${`${i + 1}`.padStart(2, '0')}`);

/** At most so many rows may be waived. */
export const MOST_WAIVED = 4;

const FOLDER = new URL('../../faults/', import.meta.url);

/** Reads all rows, by number. */
export function readRows(): FaultRow[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as FaultRow[])
    .sort((a, b) => a.id.localeCompare(b.id));
}

/** What is wrong with the table as a whole; empty when every fault has a row that can be run. */
export function tableFaults(
  rows: readonly FaultRow[],
  known: { readonly [kind in 'inject' | 'steps' | 'expect']: object },
): string[] {
  const has = (of: object, item: Named | string): boolean => Object.hasOwn(of, nameOf(item));
  const missing = FAULT_IDS.filter((id) => !rows.some((row) => row.id === id));
  const strange = rows.filter(({ id }) => !FAULT_IDS.includes(id));
  const waived = rows.filter((row) => row.waived);
  const run = rows.filter((row) => !row.waived);
  return [
    ...missing.map((id) => `${id} has no row`),
    ...strange.map(({ id }) => `${id} is not in the table of faults`),
    ...(waived.length > MOST_WAIVED ? [`${waived.length} rows are waived`] : []),
    ...run.flatMap(({ id, inject, steps, expect, engines }) => [
      ...(engines.length && steps.length && expect.length ? [] : [`${id} tests nothing`]),
      ...(has(known.inject, inject) ? [] : [`${id}: no injection ${inject.name}`]),
      ...steps.filter((s) => !has(known.steps, s)).map((s) => `${id}: no step ${nameOf(s)}`),
      ...expect.filter((c) => !has(known.expect, c)).map((c) => `${id}: no check ${nameOf(c)}`),
    ]),
  ];
}

/** The name of an item that may have parameters. */
export function nameOf(item: Named | string): string {
  return typeof item === 'string' ? item : item.name;
}

/** The parameters of an item, if it has any. */
export function paramsOf(item: Named | string): { readonly [param: string]: unknown } {
  if (typeof item === 'string') return {};
  const { name: _, ...params } = item;
  return params;
}
