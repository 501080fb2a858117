import { planShards } from '../tally/plan-shards.ts';

/** What one shard of one day was rolled up to. */
export interface CubePart {
  readonly day: string;
  readonly shard: number;
  /** Reports that these cells are folded from. */
  readonly reports: number;
  readonly cells: [key: string, sum: number][];
}

/** A day that reports came for. */
export interface DayPlan {
  readonly day: string;
  readonly shards: number;
}

/** A site's counts for good, and over how many objects its days are spread. */
export interface Cube {
  /** Takes a shard's whole content; an older or equal one than what is held changes nothing. */
  put(part: CubePart): void;
  /**
   * Everything of a range of days, both included.
   *
   * @param lasting - Only the cells that {@link isLasting} names.
   */
  read(from: string, to: string, lasting?: boolean): CubePart[];
  days(from: string, to: string): DayPlan[];
  /** The day's number of shards, fixed now if it was not yet. */
  shards(day: string, expect: number): number;
}

/** Cells in one stored part: at 200 bytes each, well below the 2 MB a row may hold. */
const PART = 5_000;
/** Days whose busiest one tells the planner what to expect. */
const LOOK_BACK = 8;

/** Whether a cell, by its key, counts on days after its own, too: leases and levels do. */
export function isLasting(key: string): boolean {
  return key.includes('|stock|') || key.includes('|level|');
}

/** Opens the cube. */
export function openCube(sql: SqlStorage): Cube {
  return {
    put({ day, shard, reports, cells }) {
      const first = 'SELECT reports FROM cube WHERE day = ? AND shard = ? LIMIT 1';
      const held = sql.exec<{ reports: number }>(first, day, shard).toArray()[0];
      if (held && held.reports >= reports) return;
      sql.exec('DELETE FROM cube WHERE day = ? AND shard = ?', day, shard);
      for (let i = 0; i === 0 || i < cells.length; i += PART) {
        const part = JSON.stringify(cells.slice(i, i + PART));
        sql.exec(
          'INSERT INTO cube (day, shard, part, reports, cells) VALUES (?, ?, ?, ?, ?)',
          ...[day, shard, i / PART, reports, part],
        );
      }
    },
    read(from, to, lasting = false) {
      const parts: CubePart[] = [];
      const rows = sql.exec<{ day: string; shard: number; reports: number; cells: string }>(
        `SELECT day, shard, reports, cells FROM cube WHERE day >= ? AND day <= ?
         ORDER BY day, shard, part`,
        from,
        to,
      );
      for (const { day, shard, reports, cells } of rows) {
        const last = parts.at(-1);
        const all = JSON.parse(cells) as CubePart['cells'];
        const more = lasting ? all.filter(([key]) => isLasting(key)) : all;
        if (last?.day === day && last.shard === shard) last.cells.push(...more);
        else parts.push({ day, shard, reports, cells: more });
      }
      return parts;
    },
    days: (from, to) =>
      sql
        .exec('SELECT day, shards FROM days WHERE day >= ? AND day <= ? ORDER BY day', from, to)
        .toArray() as unknown as DayPlan[],
    shards(day, expect) {
      const own = sql.exec<{ shards: number }>('SELECT shards FROM days WHERE day = ?', day);
      const held = own.toArray()[0];
      if (held) return held.shards;
      const busiest = sql
        .exec<{ most: number | null }>(
          `SELECT max(sum) AS most FROM (SELECT sum(reports) AS sum FROM cube
           WHERE part = 0 AND day < ? GROUP BY day ORDER BY day DESC LIMIT ?)`,
          day,
          LOOK_BACK,
        )
        .one().most;
      const shards = planShards(Math.max(expect, busiest ?? 0));
      sql.exec('INSERT INTO days (day, shards) VALUES (?, ?)', day, shards);
      return shards;
    },
  };
}
