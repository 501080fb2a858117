import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FaultRow, readRows, tableFaults } from '../lib/faults/row.ts';
import { KNOWN } from '../lib/faults/run-faults.ts';
import { type Browsers, createBrowsers, runRow } from '../lib/faults/run-row.ts';
import { findBrowser } from '../lib/find-browser.ts';
import { type Lab, startLab } from '../lib/lab/lab.ts';
import { requireBrowser } from '../lib/require-browser.ts';

const rows = readRows();
/** The long run takes every row through all of its engines; CI takes each through its first. */
const enginesOf = ({ engines, waived }: FaultRow) =>
  waived ? [] : process.env.INKLING_LONG ? engines : engines.slice(0, 1);

let lab: Lab;
let browsers: Browsers;

test('every fault has a row that can be run, or a reason', () => {
  expect(tableFaults(rows, KNOWN)).toEqual([]);
});

describe('faults', () => {
  beforeAll(async () => {
    browsers = createBrowsers();
    lab = await startLab();
  }, 120_000);
  afterAll(async () => {
    await browsers.close();
    await lab.close();
  }, 30_000);

  for (const row of rows) {
    for (const engine of enginesOf(row)) {
      const name = `${row.id} in ${engine}: ${row.title}`;
      const play = async (): Promise<string[]> => runRow(row, engine, lab, browsers);
      if (row.pending !== undefined) test.todo(`${name} (pending: ${row.pending})`);
      else {
        test(name, { timeout: 400_000 }, async (context) => {
          await requireBrowser(engine, context);
          expect((await findBrowser(engine)).path).toBeDefined();
          expect(await play()).toEqual([]);
        });
      }
    }
  }
});
