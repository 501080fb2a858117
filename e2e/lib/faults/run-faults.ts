import { type BrowserName, findBrowser } from '../find-browser.ts';
import { startLab } from '../lab/lab.ts';
import { checks } from './checks.ts';
import { injections } from './injections.ts';
import { readRows, tableFaults } from './row.ts';
import { createBrowsers, runRow } from './run-row.ts';
import { steps } from './steps.ts';

/** How a row did in one engine. */
export interface FaultResult {
  readonly id: string;
  readonly engine: BrowserName;
  readonly title: string;
  readonly ok: boolean;
  readonly ms: number;
  /** What was wrong, where it was not `ok`. */
  readonly wrong?: readonly string[];
  /** Why the SDK is not expected to hold it yet. Never `ok`. */
  readonly pending?: string;
}

/** How all rows did. */
export interface FaultResults {
  readonly rows: readonly FaultResult[];
  readonly waived: readonly { readonly id: string; readonly reason: string }[];
  /** What is wrong with the table as a whole. */
  readonly table: readonly string[];
}

/** Which rows, and who is told. */
export interface FaultOptions {
  /** Numbers of faults; all when empty. */
  readonly ids?: readonly string[];
  readonly engine?: string;
  readonly onRow?: (line: string) => void;
}

/** The names that rows may use. */
export const KNOWN = { inject: injections, steps, expect: checks } as const;

/** Runs rows one after the other; a row whose browser is absent is not right. */
export async function runFaults({ ids = [], engine, onRow }: FaultOptions): Promise<FaultResults> {
  const all = readRows();
  const table = tableFaults(all, KNOWN);
  for (const line of table) onRow?.(line);
  const lab = await startLab();
  const browsers = createBrowsers();
  const rows: FaultResult[] = [];
  try {
    for (const row of all.filter(({ id }) => ids.length === 0 || ids.includes(id))) {
      for (const name of row.waived ? [] : row.engines) {
        if (engine && name !== engine) continue;
        const startedAt = performance.now();
        const { howToGet } = await findBrowser(name);
        const wrong = howToGet ? [howToGet] : await runRow(row, name, lab, browsers);
        const { id, title, pending } = row;
        const ok = wrong.length === 0 && pending === undefined;
        const ms = Math.round(performance.now() - startedAt);
        rows.push({
          ...{ id, engine: name, title, ok, ms },
          ...(wrong.length && { wrong }),
          ...(pending !== undefined && { pending }),
        });
        const word = pending !== undefined ? 'pending' : ok ? 'ok' : 'WRONG';
        onRow?.(`${id} ${name} ${word} ${ms} ms  ${title}`);
        for (const line of wrong) onRow?.(`    ${line}`);
      }
    }
  } finally {
    await browsers.close();
    await lab.close();
  }
  const waived = all.flatMap(({ id, waived: reason }) => (reason ? [{ id, reason }] : []));
  return { rows, waived, table };
}
