import type { ReportRow } from '@inkling/report';
import { coarsenLevels, type LevelGrid } from './coarsen-levels.ts';

/**
 * Turns moves between levels into what they add up to: on each day, how many browsers stand on each
 * level of an experiment's outcomes, put together until no cell tells of fewer than k.
 *
 * @param rows - From the experiment's first day on.
 * @param days - `YYYY-MM-DD`.
 */
export function levelRows(
  rows: readonly ReportRow[],
  days: readonly string[],
  k: number,
): ReportRow[] {
  const moves = rows.filter(({ metric }) => metric === 'level');
  return days.flatMap((day) => {
    const outcomes = new Map<string, Map<string, Map<string, number>>>();
    for (const { day: on, bucket = '', arm = '', delta } of moves) {
      if (on > day) continue;
      const [outcome = '', ...cell] = bucket.split(':');
      const name = `${arm.split(':')[0]} ${outcome}`;
      const arms = outcomes.get(name) ?? new Map<string, Map<string, number>>();
      const cells = arms.get(arm) ?? new Map<string, number>();
      cells.set(cell.join(':'), (cells.get(cell.join(':')) ?? 0) + delta);
      outcomes.set(name, arms.set(arm, cells));
    }
    return [...outcomes].flatMap(([name, arms]) => {
      const grids = [...arms.values()].map(toGrid);
      // Where every browser may be shown, levels stay as they are.
      const shown = k > 1 ? coarsenLevels(grids, k) : grids;
      return [...arms.keys()].flatMap((arm, i) =>
        (shown?.[i] ?? []).map(
          ([pre, level, delta]): ReportRow => ({
            ...{ day, subject: '*', def: '', metric: 'level', arm, delta },
            bucket: `${name.split(' ')[1]}:${pre}:${level}`,
          }),
        ),
      );
    });
  });
}

function toGrid(cells: ReadonlyMap<string, number>): LevelGrid {
  return [...cells].flatMap(([cell, n]) => {
    const [pre = 0, level = 0] = cell.split(':').map(Number);
    // A minus that overtook its plus leaves a cell below 0 for a while.
    return n > 0 ? [[pre, level, n] as const] : [];
  });
}
