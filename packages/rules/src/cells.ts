import type { GroupRule, Rules, SegmentDoc, SegmentRule } from './ast.ts';

/** Of a segment that nobody has said anything about. */
export const NO_DOC: SegmentDoc = {
  name: null,
  description: null,
  model: null,
  objective: null,
  kpi: null,
  owner: null,
  reviewMs: null,
  reviewed: null,
  minSize: null,
  message: null,
};

/** The cells of groups for visitors in none of their segments, as ordinary segments. */
export function cellsOf(groups: readonly GroupRule[]): readonly SegmentRule[] {
  return groups.flatMap(({ segments, otherwise }) => {
    if (otherwise === null) return [];
    const of = segments.map((segment) => ({ kind: 'in', segment }) as const);
    const enter = { kind: 'not', of: { kind: 'any', of } } as const;
    return [{ id: otherwise, enter, exit: null, dwellMs: 0, doc: NO_DOC }];
  });
}

/** The segments that the file defines itself: all but the cells that its groups name. */
export function writtenSegments({ groups, segments }: Rules): readonly SegmentRule[] {
  const cells = new Set(groups.map(({ otherwise }) => otherwise));
  return segments.filter(({ id }) => !cells.has(id));
}
