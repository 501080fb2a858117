import { type Cells, foldCells } from '@inkling/report';

/** A report as the tally takes it: the random part of its id, and its rows folded. */
export interface TallyItem {
  /** 22 letters. */
  readonly id: string;
  readonly cells: readonly (readonly [key: string, delta: number])[];
}

/** The counts of one shard of one day, in SQLite and, folded, in memory. */
export interface TallyStore {
  /** Stores what is new among the items; says for each whether it was. All or nothing. */
  take(items: readonly TallyItem[]): readonly boolean[];
  cells(): ReadonlyMap<string, number>;
  /** Reports counted. */
  readonly reports: number;
}

const ID_LENGTH = 22;

/** Opens the store, reading what is there. */
export function openTallyStore(storage: DurableObjectStorage): TallyStore {
  const { sql } = storage;
  sql.exec('CREATE TABLE IF NOT EXISTS batches (n INTEGER PRIMARY KEY, ids TEXT, cells TEXT)');
  const ids = new Set<string>();
  const cells: Cells = new Map();
  for (const row of sql.exec<{ ids: string; cells: string }>('SELECT ids, cells FROM batches')) {
    for (let i = 0; i < row.ids.length; i += ID_LENGTH) ids.add(row.ids.slice(i, i + ID_LENGTH));
    foldCells(cells, JSON.parse(row.cells));
  }

  return {
    take(items) {
      const batch = new Set<string>();
      const folded: Cells = new Map();
      const fresh = items.map(({ id, cells: more }) => {
        if (ids.has(id) || batch.has(id)) return false;
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
      for (const id of batch) ids.add(id);
      foldCells(cells, folded);
      return fresh;
    },
    cells: () => cells,
    get reports() {
      return ids.size;
    },
  };
}
