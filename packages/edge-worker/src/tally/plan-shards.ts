/** What the planner assumes; measured and documented figures, see docs/edge.md. */
export const PLAN = {
  /** Reports a second that one object takes with room to spare (documented: 200 to 500). */
  perSecond: 150,
  /** Busiest second of a day over its mean second. */
  peak: 5,
  /** How much a day may grow over the busiest of the days before it. */
  growth: 2,
  /** Ids of a day that one object keeps at most: 12 bits of memory each. */
  ids: 2_000_000,
  /** Most objects a day. */
  most: 1_024,
} as const;

/**
 * Over how many objects a day's reports should be spread.
 *
 * @param reports - Of the busiest recent day; what is expected, where there is none.
 */
export function planShards(reports: number): number {
  const expected = reports * PLAN.growth;
  const byRate = (expected / 86_400) * (PLAN.peak / PLAN.perSecond);
  const byIds = expected / PLAN.ids;
  return Math.min(PLAN.most, Math.max(1, Math.ceil(byRate), Math.ceil(byIds)));
}
