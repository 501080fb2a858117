/** Browsers of one arm by the level of their pre-period and of their outcome, as `[pre, level, n]`. */
export type LevelGrid = readonly (readonly [pre: number, level: number, n: number])[];

const TOP = 7;

/**
 * Puts levels together until none tells of fewer than k browsers in any arm: first those of the
 * outcome, then those of the pre-period. A level that is too small goes to the next lower one, in
 * all arms alike, which understates it; so the arms stay comparable.
 *
 * @returns Each arm's cells, every one of k browsers or more; `null` where an arm as a whole has
 *   fewer.
 */
export function coarsenLevels(arms: readonly LevelGrid[], k: number): LevelGrid[] | null {
  const large = (test: (pre: number, level: number) => boolean): boolean =>
    arms.every((grid) => {
      const n = grid.reduce((sum, [pre, level, n]) => sum + (test(pre, level) ? n : 0), 0);
      return n >= k;
    });
  const levels = mergeDown((group) => large((_, level) => group.has(level)));
  if (!levels) return null;
  const kept = [...new Set(levels)];
  const inLevel = (level: number, to: number): boolean => levels[level] === to;
  const pres =
    mergeDown((group) =>
      kept.every((to) => large((pre, level) => group.has(pre) && inLevel(level, to))),
    ) ?? [];
  return arms.map((grid) => {
    const sums = new Map<string, [number, number, number]>();
    for (const [pre, level, n] of grid) {
      const to = [pres[pre] ?? 0, levels[level] ?? 0] as const;
      sums.set(to.join(), [...to, n + (sums.get(to.join())?.[2] ?? 0)]);
    }
    return [...sums.values()];
  });
}

/** Where each level goes, from the top down; `null` when even all of them together are too few. */
function mergeDown(isLarge: (group: ReadonlySet<number>) => boolean): number[] | null {
  const to: number[] = [];
  let open = new Set<number>();
  for (let level = TOP; level >= 0; level--) {
    open.add(level);
    if (level > 0 && !isLarge(open)) continue;
    for (const one of open) to[one] = level;
    if (level > 0) open = new Set();
  }
  // The lowest may be too small itself; then it takes in the one above.
  while (!isLarge(open)) {
    const above = Math.min(...to.filter((level) => level > 0));
    if (above === Number.POSITIVE_INFINITY) return null;
    to.forEach((level, one) => {
      if (level !== above) return;
      to[one] = 0;
      open.add(one);
    });
  }
  return to;
}
