import { type Cells, foldCells } from '@inkling/report';
import { ID_LENGTH, type IdRuns, openIdRuns } from './id-runs.ts';
import { readTotals, writeTotals } from './totals.ts';

/** A report as the tally takes it: the random part of its id, and its rows folded. */
export interface TallyItem {
  /** 22 letters. */
  readonly id: string;
  readonly cells: readonly (readonly [key: string, delta: number])[];
}

/** The counts of one shard of one day: in SQLite, and folded in memory. */
export interface TallyStore {
  /** Stores what is new among the items; says for each whether it was. All or nothing. */
  take(items: readonly TallyItem[]): readonly boolean[];
  /** Folds the batches away where there are many, so that memory stays bounded. All or nothing. */
  compact(): void;
  cells(): ReadonlyMap<string, number>;
  /** Reports counted. */
  reports(): number;
  /** Rows written so far, deletes included, as they are priced; told from what is stored. */
  rowsWritten(): number;
}

/** Ids held in memory at most, and batches, before they are put away. */
export const COMPACT_IDS = 20_000;
const COMPACT_BATCHES = 4_000;

/** Opens the store, reading what is there. The tables must exist. */
export function openTallyStore(storage: DurableObjectStorage): TallyStore {
  const { sql } = storage;
  let runs: IdRuns = openIdRuns(sql);
  const cells: Cells = foldCells(new Map(), readTotals(sql));
  const recent = new Set<string>();
  let batches = 0;
  for (const row of sql.exec<{ ids: string; cells: string }>('SELECT ids, cells FROM batches')) {
    for (let i = 0; i < row.ids.length; i += ID_LENGTH) recent.add(row.ids.slice(i, i + ID_LENGTH));
    foldCells(cells, JSON.parse(row.cells));
    batches++;
  }

  return {
    take(items) {
      const batch = new Set<string>();
      const folded: Cells = new Map();
      const fresh = items.map(({ id, cells: more }) => {
        if (recent.has(id) || batch.has(id) || runs.has(id)) return false;
        batch.add(id);
        foldCells(folded, more);
        return true;
      });
      if (batch.size === 0) return fresh;
      storage.transactionSync(() => {
        sql.exec(
          'INSERT INTO batches (ids, cells) VALUES (?, ?)',
          [...batch].join(''),
          JSON.stringify([...folded]),
        );
      });
      // Only what is stored is remembered.
      for (const id of batch) recent.add(id);
      foldCells(cells, folded);
      batches++;
      return fresh;
    },
    compact() {
      if (recent.size < COMPACT_IDS && batches < COMPACT_BATCHES) return;
      try {
        storage.transactionSync(() => {
          runs.add([...recent], batches);
          writeTotals(sql, cells);
          sql.exec('DELETE FROM batches');
        });
      } catch (error) {
        runs = openIdRuns(sql);
        throw error;
      }
      recent.clear();
      batches = 0;
    },
    cells: () => cells,
    reports: () => runs.size + recent.size,
    rowsWritten() {
      const {
        put,
        runs: n,
        chunks,
      } = sql
        .exec<{ put: number; runs: number; chunks: number }>(
          `SELECT coalesce(sum(commits), 0) AS put, count(*) AS runs,
           (SELECT count(*) FROM chunks) AS chunks FROM runs`,
        )
        .one();
      const parts = sql.exec<{ n: number }>('SELECT count(*) AS n FROM totals').one().n;
      // Batches in, batches put away; runs, chunks and the totals each put-away rewrites.
      return batches + 2 * put + n + chunks + n * parts * 2;
    },
  };
}
