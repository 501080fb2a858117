import type { Cells } from '@inkling/report';

/** How counts differ from a ledger. */
export interface Comparison {
  /** Marks that the worker is short of, and that it has too many of; both must be 0. */
  readonly lostReports: number;
  readonly doubledReports: number;
  /** Cells that differ in any way; must be 0. */
  readonly wrongCells: number;
  /** Cells of the ledger. */
  readonly cells: number;
}

/** Where counts differ from the ledger; marks tell of reports, one by one. */
export function compare(ledger: Cells, held: Cells): Comparison {
  let [lostReports, doubledReports, wrongCells] = [0, 0, 0];
  for (const key of new Set([...ledger.keys(), ...held.keys()])) {
    const off = (held.get(key) ?? 0) - (ledger.get(key) ?? 0);
    if (off !== 0) wrongCells++;
    if (!key.includes('|conversions|mark-')) continue;
    if (off < 0) lostReports -= off;
    else doubledReports += off;
  }
  return { lostReports, doubledReports, wrongCells, cells: ledger.size };
}
