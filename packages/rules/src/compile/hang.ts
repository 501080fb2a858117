import type { Code } from '@inkling/engine';
import { SESSION, type Tables } from './table.ts';

type SegmentRow = Required<Code['q'][number]>;

/** What must be looked at when something changes: see `Code.h` and `Code.r`. */
export function hangLeaves(
  { hanging, rows }: Tables,
  segments: readonly SegmentRow[],
): Pick<Code, 'h' | 'r'> {
  const session = rows.s.length + segments.length;
  const h: number[][] = Array.from({ length: session + 1 }, () => []);
  hanging.forEach((on, leaf) => {
    const places = on.map((one) => {
      if (one === SESSION) return session;
      const segment = one < 0 ? ~one : segmentOf(rows.s[one]![0]);
      return segment < 0 ? one : rows.s.length + segment;
    });
    for (const place of new Set(places)) h[place]!.push(leaf);
  });
  while (h.at(-1)?.length === 0) h.pop();
  const r: number[][] = rows.l.map(() => []);
  segments.forEach(([enter, exit], segment) => {
    for (const leaf of new Set([...leavesOf(enter), ...leavesOf(exit ?? [0])])) {
      r[leaf]!.push(segment);
    }
  });
  return { h, r };
}

/**
 * The rows of segments as they are published: with the streams that the answer hangs on where a
 * latch begins unknown or somebody asks since when it is known, without what the end says anyway.
 */
export function finishSegments(
  { hanging, rows }: Tables,
  segments: readonly SegmentRow[],
  { r }: Pick<Code, 'r'>,
): Code['q'] {
  const watched = new Set(rows.s.map(([matcher]) => segmentOf(matcher)));
  const readsOf = (segment: number, seen: Set<number>, streams: Set<number>): Set<number> => {
    if (seen.has(segment)) return streams;
    seen.add(segment);
    const leaves = r.flatMap((readers, leaf) => (readers.includes(segment) ? [leaf] : []));
    for (const on of leaves.flatMap((leaf) => hanging[leaf] ?? [])) {
      if (on === SESSION) continue;
      const other = on < 0 ? ~on : segmentOf(rows.s[on]![0]);
      if (other < 0) streams.add(on);
      else readsOf(other, seen, streams);
    }
    for (const one of segments[segment]![4]) readsOf(one, seen, streams);
    return streams;
  };
  return segments.map(([enter, exit, dwellMs, level, earlier], segment) => {
    const isAsked = exit !== null || dwellMs > 0 || watched.has(segment);
    const reads = isAsked ? [...readsOf(segment, new Set(), new Set())] : [];
    const row = [enter, exit, dwellMs, level, earlier, reads.sort((a, b) => a - b)] as const;
    if (reads.length > 0) return row;
    if (earlier.length > 0) return [enter, exit, dwellMs, level, earlier];
    if (level > 0) return [enter, exit, dwellMs, level];
    if (dwellMs > 0) return [enter, exit, dwellMs];
    return exit === null ? [enter] : [enter, exit];
  });
}

/** The segment whose comings or goings a stream holds; -1 for none. */
function segmentOf(matcher: number | readonly number[]): number {
  return typeof matcher === 'number' && matcher < 0 ? (-1 - matcher) >> 1 : -1;
}

/** The leaves of a condition. */
function leavesOf(node: SegmentRow[0]): number[] {
  if (typeof node === 'number') return [node < 0 ? ~node : node];
  return node.slice(1).flatMap(leavesOf);
}
