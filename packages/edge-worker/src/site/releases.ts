import { cellKey, cellRow } from '@inkling/report';
import type { Release } from '../metrics/publish-day.ts';

/** Cells in one stored part. */
const PART = 5_000;

/** Days as they were published. Once published, a day is only replaced by its final form. */
export interface Releases {
  read(from: string, to: string): Release[];
  /** Keeps a release unless there is one of its kind already. */
  put(release: Release): void;
}

/** Opens the releases. */
export function openReleases(sql: SqlStorage): Releases {
  return {
    read(from, to) {
      const found = new Map<
        string,
        { day: string; final: boolean; rows: Release['rows'][number][] }
      >();
      const stored = sql.exec<{ day: string; final: number; cells: string }>(
        'SELECT day, final, cells FROM releases WHERE day >= ? AND day <= ? ORDER BY day, final, part',
        from,
        to,
      );
      for (const { day, final, cells } of stored) {
        const key = `${day} ${final}`;
        const release = found.get(key) ?? { day, final: final === 1, rows: [] };
        const pairs = JSON.parse(cells) as [string, number][];
        for (const [cell, value] of pairs) release.rows.push(cellRow(cell, value));
        found.set(key, release);
      }
      return [...found.values()];
    },
    put({ day, final, rows }) {
      const kind = Number(final);
      const held = sql.exec('SELECT 1 FROM releases WHERE day = ? AND final = ?', day, kind);
      if (held.toArray().length > 0) return;
      for (let i = 0; i === 0 || i < rows.length; i += PART) {
        const cells = rows.slice(i, i + PART).map((row) => [cellKey(row), row.delta]);
        sql.exec(
          'INSERT INTO releases (day, final, part, cells) VALUES (?, ?, ?, ?)',
          ...[day, kind, i / PART, JSON.stringify(cells)],
        );
      }
    },
  };
}
