import { type IdFilter, makeIdFilter, openIdFilter } from './id-filter.ts';

/** Letters of an id, and ids in one stored chunk (about 180 kB of the 2 MB a row may hold). */
export const ID_LENGTH = 22;
const CHUNK = 8_192;

/** Ids that were put away: on disk in sorted runs, in memory only one small filter a run. */
export interface IdRuns {
  has(id: string): boolean;
  /**
   * Puts ids away as one more run; call it inside a transaction, and open the runs anew if that
   * fails.
   *
   * @param commits - Batches that the ids came in.
   */
  add(ids: readonly string[], commits: number): void;
  /** Ids put away. */
  readonly size: number;
}

/** Opens the runs, reading their filters. */
export function openIdRuns(sql: SqlStorage): IdRuns {
  const runs: { n: number; filter: IdFilter }[] = [];
  let size = 0;
  const held = sql.exec<{ n: number; size: number; filter: ArrayBuffer }>(
    'SELECT n, size, filter FROM runs ORDER BY n',
  );
  for (const row of held) {
    runs.push({ n: row.n, filter: openIdFilter(new Uint8Array(row.filter)) });
    size += row.size;
  }

  function isIn(run: number, id: string): boolean {
    const chunk = sql
      .exec<{ ids: string }>(
        'SELECT ids FROM chunks WHERE run = ? AND lo <= ? ORDER BY lo DESC LIMIT 1',
        run,
        id,
      )
      .toArray()[0];
    return chunk !== undefined && hasSorted(chunk.ids, id);
  }

  return {
    has: (id) => runs.some(({ n, filter }) => filter.mayHave(id) && isIn(n, id)),
    add(ids, commits) {
      const sorted = [...ids].sort();
      const filter = makeIdFilter(sorted);
      const { n } = sql
        .exec<{ n: number }>(
          'INSERT INTO runs (size, commits, filter) VALUES (?, ?, ?) RETURNING n',
          sorted.length,
          commits,
          filter.bytes,
        )
        .one();
      for (let i = 0; i < sorted.length; i += CHUNK) {
        const part = sorted.slice(i, i + CHUNK);
        sql.exec('INSERT INTO chunks (run, lo, ids) VALUES (?, ?, ?)', n, part[0]!, part.join(''));
      }
      runs.push({ n, filter });
      size += sorted.length;
    },
    get size() {
      return size;
    },
  };
}

/** Whether a text of sorted ids, one after the other, holds an id. */
export function hasSorted(ids: string, id: string): boolean {
  let from = 0;
  let to = ids.length / ID_LENGTH;
  while (from < to) {
    const middle = (from + to) >> 1;
    const at = ids.slice(middle * ID_LENGTH, (middle + 1) * ID_LENGTH);
    if (at === id) return true;
    if (at < id) from = middle + 1;
    else to = middle;
  }
  return false;
}
