import type { MetricRow } from './metric-row.ts';
import type { PairCell } from './moments.ts';

/** Cells of one arm and outcome, with what their levels are taken to stand for. */
export function levelCells(
  rows: readonly MetricRow[],
  { arm, outcome, scores }: { arm: string; outcome: string; scores: readonly number[] },
): PairCell[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const { bucket = '' } = row;
    if (row.metric !== 'level' || row.arm !== arm || !bucket.startsWith(`${outcome}:`)) continue;
    counts.set(bucket, (counts.get(bucket) ?? 0) + row.value);
  }
  const score = (level: string | undefined): number => scores[Number(level)] ?? scores.at(-1) ?? 0;
  return [...counts].map(([bucket, n]) => {
    const [, x, y] = bucket.split(':');
    // A minus that overtook its plus leaves a cell below 0 for a while.
    return { x: score(x), y: score(y), n: Math.max(0, n) };
  });
}
